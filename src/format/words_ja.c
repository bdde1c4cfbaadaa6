/* words_ja.c: the words in Japanese. Readers are addressed in です・ます. */
#include "format/words.h"

#include "base/banned.h"

const char *const words_ja[WORDS] = {
	/* dates, where a person reads them */
	[WORD_DATE] = "{year}年{month}{day}日",
	[WORD_MONTH_OF_YEAR] = "{year}年{month}",
	[WORD_FIRST_OF_MONTH] = "1",
	[WORD_JANUARY] = "1月",
	[WORD_FEBRUARY] = "2月",
	[WORD_MARCH] = "3月",
	[WORD_APRIL] = "4月",
	[WORD_MAY] = "5月",
	[WORD_JUNE] = "6月",
	[WORD_JULY] = "7月",
	[WORD_AUGUST] = "8月",
	[WORD_SEPTEMBER] = "9月",
	[WORD_OCTOBER] = "10月",
	[WORD_NOVEMBER] = "11月",
	[WORD_DECEMBER] = "12月",

	/* ways from page to page */
	[WORD_HOME] = "ホーム",
	[WORD_UP] = "上へ",
	[WORD_BY_YEAR] = "年別",
	[WORD_ATOM_FEED] = "Atomフィード",
	[WORD_ALL_YEARS] = "すべての年",
	[WORD_PAGE_OF] = "{page}／{pages}ページ",
	[WORD_PLAIN_ASCII] = "同じ内容をASCIIで見る",
	[WORD_ALL_LETTERS] = "同じ内容をすべての文字で見る（UTF-8）",
	[WORD_YOU] = "あなたのページ",
	[WORD_ALL_POSTS] = "すべての記事",
	[WORD_ALL_TAGS] = "すべてのタグ",
	[WORD_BACK_TO] = "「{title}」に戻る",
	[WORD_AS_TEXT] = "このページをプレーンテキストで見る",

	/* posts and lists */
	[WORD_BYLINE] = "{date} {author}",
	[WORD_BYLINE_UPDATED] = "{line}（{date}更新）",
	[WORD_LICENSE] = "ライセンス：{license}",
	[WORD_FILED_UNDER] = "タグ：",
	[WORD_FILED_UNDER_TAG] = "タグ：{tag}",
	[WORD_BEFORE] = "前の記事：{title}",
	[WORD_NEXT] = "次の記事：{title}",
	[WORD_TAGS] = "タグ",
	[WORD_POSTS_IN_FOLDER] = "{title}：{folder}",
	[WORD_NUMBERED] = "{title}（{page}ページ目）",
	[WORD_OLDER_POSTS] = "古い記事",
	[WORD_NEWER_POSTS] = "新しい記事",
	[WORD_NEWEST_POSTS] = "最新の記事",
	[WORD_RELATED] = "関連記事：",
	[WORD_ARCHIVE] = "{title}：アーカイブ",
	[WORD_ARCHIVE_YEAR] = "{title}：{year}年",
	[WORD_YEAR_BEFORE] = "前の年：{year}年",
	[WORD_YEAR_NEXT] = "次の年：{year}年",
	[WORD_POSTS_COUNTED] = "記事{n}件。",
	[WORD_BYTES] = "{n}バイト",
	[WORD_KILOBYTES] = "{size} KB",
	[WORD_MEGABYTES] = "{size} MB",
	[WORD_GIGABYTES] = "{size} GB",
	[WORD_TERABYTES] = "{size} TB",
	[WORD_DECIMAL_POINT] = ".",
	[WORD_FOLDER_EMPTY] = "このフォルダーは空です。",
	[WORD_DRAFT_HERE] = "下書き：あなただけに表示されています。",
	[WORD_NOT_OUT_UNTIL] = "未公開：{date}までは、あなただけに表示されます。",

	/* search */
	[WORD_SEARCH] = "検索",
	[WORD_FOUND_POST] = "{title}、{date}",
	[WORD_SEARCH_AGAIN] = "もう一度検索する",
	[WORD_SEARCH_PROMPT] = "何をお探しですか？",
	[WORD_SEARCH_FOR] = "検索：{line}",
	[WORD_FOUND] = "{n}件見つかりました。",
	[WORD_FOUND_MOST] =
	    "{n}件を超えました。新しいものの中から、よく合うものを表示しています。言葉を足すと絞"
	    "り込めます。",
	[WORD_FOUND_PAGE] = "{line}{page}／{pages}ページ。",
	[WORD_FOUND_NOTHING] = "見つかりませんでした。",
	[WORD_FOUND_LOOSER] = "この文字で始まる言葉なら{n}件あります：{line}",
	[WORD_FOUND_LOOSER_MOST] = "この文字で始まる言葉なら{n}件を超えます：{line}",
	[WORD_NEXT_PAGE] = "次のページ（{page}／{pages}）",
	[WORD_PREVIOUS_PAGE] = "前のページ（{page}／{pages}）",
	[WORD_SEARCH_FEWER] = "言葉を減らすと見つかるかもしれません。",
	[WORD_SEARCH_TOO_LONG] = "{line}：言葉を減らしてください。",
	[WORD_SEARCH_ONLY_WITHOUT] =
	    "除く言葉だけが指定されています。探す言葉も入力してください。",
	[WORD_SEARCH_NO_WORD] = "検索できる言葉がありませんでした。",
	[WORD_SEARCH_RENEWED] =
	    "検索の索引を更新しています。しばらくしてからもう一度お試しください。",
	[WORD_SEARCH_INCOMPLETE] =
	    "検索の索引を更新しています。しばらくすると、もっと見つかるかもしれません。",
	[WORD_SEARCH_TOO_WIDE] =
	    "該当する箇所が多すぎて、すべてを調べられません。言葉を足すか、*の前の文字を増やして"
	    "ください。",
	[WORD_SEARCH_CUT] = "言葉が多すぎるため、最初の{n}個の言葉と語句だけを探しました。",
	[WORD_SEARCH_HOW] = "検索のしかた",
	[WORD_SEARCH_ALL] = "月 手紙：両方の言葉が、記事またはコメントのどこかにあるもの",
	[WORD_SEARCH_PHRASE] = "\"月 手紙\"：この順に並んでいるもの",
	[WORD_SEARCH_PREFIX] = "moon*：この文字で始まるすべての言葉",
	[WORD_SEARCH_WITHOUT] = "月 -太陽：前の言葉を含み、後の言葉を含まないもの",
	[WORD_SEARCH_FOLDS] = "大文字と小文字、アクセント記号の有無は区別しません。",

	/* comments below a post, and lists of them */
	[WORD_ANONYMOUS] = "匿名",
	[WORD_AUTHOR] = "著者",
	[WORD_COMMENT_HEAD] = "{name}、{date}",
	[WORD_REPLY_HEAD] = "{head}、{name}への返信",
	[WORD_NO_COMMENTS] = "コメントはまだありません",
	[WORD_COMMENTS] = "コメント{n}件",
	[WORD_COMMENTS_CLOSED] = "コメントの受け付けは終了しました。",
	[WORD_LEAVE_A_COMMENT_ROOM] =
	    "コメントを書く（一度に約{n}文字まで。公開前に確認できます）",
	[WORD_LEAVE_A_COMMENT] = "コメントを書く",
	[WORD_FOLLOW] = "このコメント欄を購読する",
	[WORD_GOES_ON] = "（続きはこのコメントのページにあります）",
	[WORD_ANSWER] = "{name}に返信する",
	[WORD_ANSWER_ROOM] = "{name}に返信する（一度に約{n}文字まで）",
	[WORD_ANSWER_NAMELESS_ROOM] = "このコメントに返信する（一度に約{n}文字まで）",
	[WORD_COMMENT_ALONE] = "このコメントだけを見る",
	[WORD_COMMENTS_PAGE] = "コメント {page}／{pages}ページ",
	[WORD_COMMENTS_ON_PAGE] = "「{title}」へのコメント {page}ページ目",
	[WORD_COMMENTS_ON] = "「{title}」へのコメント",
	[WORD_COMMENTS_IN_CAPSULE] = "{title}のコメント",
	[WORD_RECENT_COMMENTS] = "最近のコメント",
	[WORD_COMMENT_ON] = "{name}：「{title}」へ",
	[WORD_COMMENT_ON_WAITS] = "{name}：「{title}」へ（承認待ち）",
	[WORD_A_GONE_POST] = "なくなった記事",
	[WORD_COMMENT_ON_DAY] = "{name}：「{title}」へ、{date}",
	[WORD_AS_FEED] = "Atomフィードで購読する",
	[WORD_THE_POST] = "記事",

	/* on the way to a comment */
	[WORD_WRITE_A_COMMENT] = "コメントを書いてください",
	[WORD_WRITE_AN_ADDITION] = "書き加えることを入力してください",
	[WORD_WRITE_IT_AS_IT_SHOULD_BE] = "訂正後のコメント全文を書いてください",
	[WORD_YOUR_NAME] = "お名前",
	[WORD_YOUR_TEXT] = "本文",
	[WORD_YOUR_COMMENT_ON] = "「{title}」へのあなたのコメント",
	[WORD_PREVIEW] = "このように表示されます。まだ公開されていません。",
	[WORD_PUBLISH] = "このコメントを公開する",
	[WORD_SIGN] = "名前を付ける",
	[WORD_WRITE_ANEW] = "書き直す",
	[WORD_MORE_TO_SAY] =
	    "まだ続きがありますか。まずここまでを公開してください。1時間以内なら、コメントのペー"
	    "ジから書き加えられます。",
	[WORD_NOTHING_WRITTEN] = "何も書かれていません",
	[WORD_NOTHING_WRITTEN_WHY] = "入力が空だったため、表示も保存もできません。",
	[WORD_WRITE] = "コメントを書く",
	[WORD_WHAT_YOU_WROTE] = "お書きになった内容です。控えとしてお使いください。",
	[WORD_EDIT_TEXT] = "この文章を訂正する（書いてから1時間以内）",
	[WORD_WAITS] = "このコメントは承認待ちです",
	[WORD_WAITS_WHY] =
	    "ありがとうございます。コメントは保存されました。著者が確認すると記事の下に表示され"
	    "、このページにもその旨が出ます。送り直す必要はありません。",
	[WORD_A_COMMENT_ON] = "「{title}」へのコメント",
	[WORD_LET] = "公開する",
	[WORD_REJECT] = "取り除く",
	[WORD_BLOCK] = "取り除き、この人のコメントを今後受け付けない",
	[WORD_ADD] = "このコメントに書き加える（書いてから1時間以内）",
	[WORD_DELETE] = "このコメントを削除する",
	[WORD_DELETE_QUESTION] = "このコメントを削除しますか",
	[WORD_DELETE_YES] = "はい、削除します",
	[WORD_WHAT_IT_ANSWERS] = "返信先のコメント",
	[WORD_YES] = "はい",
	[WORD_NO_GO_BACK] = "いいえ、戻ります",
	[WORD_THE_COMMENT] = "コメント",
	[WORD_ANSWER_IT] = "返信する",
	[WORD_TRY_AGAIN] = "もう一度試す",
	[WORD_ANOTHER_COMMENT] = "別のコメントを書く",
	[WORD_WRITE_ANOTHER] = "別のコメントを書く",
	[WORD_COMMENT_MEANT] = "対象のコメント",
	[WORD_GO_ON_CERTIFIED] = "証明書を使って続ける",
	[WORD_NAME_IN_CERTIFICATE_TAKEN] =
	    "証明書にある名前は、ここではほかの方が使っています。/c/nameで別の名前を選べます。",
	[WORD_NAME_BELONGS] =
	    "「{name}」という名前は、証明書を持つ別の方のものです。別の名前を付けなければ、コメ"
	    "ントは匿名になります。",

	/* what was written cannot be taken */
	[WORD_HOUR_OVER] = "1時間が過ぎました",
	[WORD_CHANGE_TOO_LATE] =
	    "コメントを訂正できるのは、書いた本人だけで、1時間以内です。代わりに返信することがで"
	    "きます。",
	[WORD_DELETE_TOO_LATE] =
	    "コメントを削除できるのは、書いた本人だけで、1時間以内です。このカプセルの著者なら、"
	    "その後でも削除できます。",
	[WORD_CLOSED_TITLE] = "コメントの受け付けは終了しました",
	[WORD_CLOSED_WHY] = "「{title}」は新しいコメントを受け付けていません。",
	[WORD_CLOSED_NOW] = "「{title}」の新しいコメントの受け付けは終了しました。",
	[WORD_TAKEN_OUT_SINCE] =
	    "一度保存された後に、あなたまたはこのカプセルの著者が取り下げました。同じリンクでは元"
	    "に戻りません。",
	[WORD_COMMENT_NOT_YOURS] = "このコメントはほかの方のものです",
	[WORD_NO_COMMENT_NAMED] = "コメントが指定されていません",
	[WORD_NO_COMMENT_NAMED_WHY] =
	    "このアドレスからは、どのコメントを変更するのか分かりません。",
	[WORD_CERTIFICATE_FIRST] = "ここでコメントするには証明書が必要です",
	[WORD_CERTIFICATE_FIRST_WHY] =
	    "著者が証明書を求めています。お持ちの証明書を有効にするか作成すると、書いた内容のまま"
	    "続けられます。",
	[WORD_CERTIFICATE_FIRST_GOPHER] =
	    "著者が証明書を求めていますが、Gopherにはありません。Geminiクライアントなら使えます。",
	[WORD_CERTIFICATE_LATE] = "証明書は現在有効ではありません",
	[WORD_CERTIFICATE_LATE_WHY] =
	    "有効期限が切れているか、まだ始まっていません。別の証明書を使うと、書いた内容のまま続"
	    "けられます。",
	[WORD_COMMENT_GONE] = "このコメントはもうありません",
	[WORD_COMMENT_GONE_WHY] = "書いた方、またはこのカプセルの著者が取り下げました。",
	[WORD_ANSWERED_GONE_WHY] =
	    "返信先のコメントは取り下げられました。記事へのコメントとして書くことができます。",
	[WORD_POST_GONE] = "この記事はもうありません",
	[WORD_POST_GONE_WHY] =
	    "お読みになった後に、名前が変わったか取り下げられました。記事の一覧からお探しくださ"
	    "い。",
	[WORD_POST_GONE_NOW] = "たった今、取り下げられました。",
	[WORD_POST_CLOSED] = "この記事は、限られた読者だけのものになりました",
	[WORD_POST_CLOSED_WHY] =
	    "お読みになった後に、証明書を示さない方には閉じられました。そのためGopherでは読めませ"
	    "ん。",
	[WORD_COMMENTS_OFF] = "ここではコメントを受け付けていません",
	[WORD_COMMENTS_OFF_WHY] = "お読みになった後に、著者がコメント欄を閉じました。",
	[WORD_NOT_TAKEN] = "このコメントは受け付けられませんでした",
	[WORD_NOT_TAKEN_SLOW] = "短い時間に送信が続きました。{n}秒後にもう一度お試しください。",
	[WORD_NOT_TAKEN_REFUSED] =
	    "著者は、あなたからのコメント、またはこの言葉を含むコメントを受け付けていません。",
	[WORD_NOT_TAKEN_FULL] =
	    "承認待ちのコメントが上限に達しています。文章を控えておき、日を改めてお試しください"
	    "。",
	[WORD_NOT_TAKEN_LONG] =
	    "分けて書くコメントは、合わせて{n}バイトまでです。続きは別のコメントに書けます。",
	[WORD_TOO_LONG] = "長すぎます",
	[WORD_TOO_LONG_WHY] =
	    "ここではコメントは{n}バイトまでですが、これは{size}バイトあります。いくつかに分けて"
	    "書くことができます。",
	[WORD_NOT_SAVED] = "保存できませんでした。1分ほどしてからもう一度お試しください。",
	[WORD_COMMENT_NOT_SAVED] = "このコメントは保存されませんでした",
	[WORD_FAILED_HERE] =
	    "こちらで問題が発生しました。1分ほどしてからもう一度お試しください。",
	[WORD_NOT_SAVED_LINK] =
	    "コメントを保存できませんでした。1分ほどしてからもう一度お試しください",
	[WORD_TOO_LONG_NOW] = "今は長すぎます",
	[WORD_TOO_LONG_NOW_WHY] =
	    "これほど長い文章は公開までここに置いておく必要がありますが、今はその場所がありませ"
	    "ん。",

	/* a reader's own pages */
	[WORD_YOU_WHY] = "あなたの証明書から、このカプセルが知っていることです。",
	[WORD_YOU_NAME] = "名前：{name}",
	[WORD_YOU_NAME_FROM_CERTIFICATE] =
	    "名前：{name}（証明書にある名前。ほかの方が使っていない場合）",
	[WORD_YOU_NAMELESS] = "名前：なし（コメントは匿名になります）",
	[WORD_YOU_MARK] = "名前に添える印：{mark}",
	[WORD_YOU_UNTIL] = "証明書の有効期限：{date}",
	[WORD_CHANGE_NAME] = "名前を変える",
	[WORD_CHOOSE_NAME] = "名前を選ぶ",
	[WORD_CHOOSE_ANOTHER] = "別の名前を選ぶ",
	[WORD_YOUR_COMMENTS] = "あなたのコメント",
	[WORD_YOUR_COMMENTS_WHY] =
	    "最近の{n}件、新しい順です。書いてから1時間以内なら、それぞれのページで書き加え、訂"
	    "正、削除ができます。",
	[WORD_ON_POST] = "「{title}」へ",
	[WORD_ON_POST_WAITS] = "「{title}」へ（承認待ち）",
	[WORD_NONE_YET] = "まだありません。",
	[WORD_SECOND_CERTIFICATE] = "2つ目の証明書を同じ人として使う",
	[WORD_SECOND_CERTIFICATE_TITLE] = "2つ目の証明書",
	[WORD_SECOND_CERTIFICATE_WHY] =
	    "別の端末や新しい証明書で/c/joinを開き、このコードを入力してください。それ以降、2つ"
	    "の証明書はここでは同じ人として扱われ、名前とコメントの一覧が共通になります。コード"
	    "は約1時間、1回だけ使えます。",
	[WORD_HAVE_CODE] = "もう一つの証明書のコードを持っています",
	[WORD_ASK_CODE] = "もう一つの証明書のコード",
	[WORD_NO_CODE] = "これはコードではありません",
	[WORD_NO_CODE_WHY] = "コードは8文字の英数字です。",
	[WORD_JOIN_QUESTION] = "もう一つの証明書と同じ人として扱いますか",
	[WORD_NAME_FIRST] = "まず名前を選んでください",
	[WORD_NAME_FIRST_WHY] =
	    "このカプセルは、まだこの証明書を知りません。名前を選ぶと登録されますので、その後で"
	    "コードを取りに来てください。もう一つの証明書が登録済みなら、そちらでこのページを開"
	    "いてください。",
	[WORD_ASK_NAME] = "ここで使う名前を入力してください",
	[WORD_NAME_QUESTION] = "今後この名前を使いますか",
	[WORD_NAME_TAKEN] = "この名前はすでに使われています",
	[WORD_NAME_TAKEN_WHY] =
	    "ここではすでにほかの方が、同じ名前か見分けにくい名前を使っています。",
	[WORD_NAME_IS_TAKEN] = "この名前はすでに使われています。",
	[WORD_NAMES_FULL] = "今は新しい名前を受け付けていません",
	[WORD_NAMES_FULL_WHY] =
	    "このカプセルが覚えられる読者の数がいっぱいになったため、今は新しい名前を受け付けてい"
	    "ません。コメントはできます。名前については、日を改めてお越しください。",
	[WORD_DID_NOT_WORK] = "うまくいきませんでした",
	[WORD_CODE_UNKNOWN] = "このコードは無効か、すでに使われています。",
	[WORD_FINGERPRINT] =
	    "証明書のフィンガープリント（あなたが著者なら、capsule.yamlのowner:に書きます）：",
	[WORD_QUEUE] = "承認待ちのコメント",
	[WORD_QUEUE_WHY] =
	    "各行から公開、削除、返信ができます。カプセルのフォルダーでは、held/からcomments/への"
	    "mv、またはrmでも同じです。シェルではcarrel commentsを使います。あなたの証明書を使う"
	    "フィードリーダーなら、このページを購読できます。",
	[WORD_QUEUE_TITLE] = "{title}へのコメント（著者用）",
	[WORD_WAITING] = "承認待ち",
	[WORD_PUBLISHED_LAST] = "最近公開したもの",
	[WORD_QUEUE_MORE] = "このほかに、これより古いものがheld/に{n}件あります。",
	[WORD_POST_OF_FILE_GONE] = "{file}：記事がありません",
	[WORD_NONE] = "ありません。",
	[WORD_DRAFTS_AND_COMING] = "下書きと公開予定の記事",
	[WORD_NOT_OUT_YET] = "未公開",
	[WORD_NOT_OUT_YET_WHY] =
	    "このページと、そこから開ける記事は、あなただけに表示されています。",
	[WORD_DRAFTS] = "下書き",
	[WORD_POSTS_TO_COME] = "公開予定の記事",

	/* answers of a line */
	[WORD_FAILED] = "こちらで問題が起きました。後でもう一度お試しください",
	[WORD_BUSY] = "混み合っています。1分ほどしてからもう一度お試しください",
	[WORD_NOT_FOUND] = "見つかりません",
	[WORD_GONE] = "このページは取り下げられました",
	[WORD_NOT_SERVED] = "このサーバーはそのアドレスを扱っていません",
	[WORD_BAD_REQUEST] = "リクエストが正しくありません",
	[WORD_NEED_CERTIFICATE] =
	    "このページでは、どなたかを確かめる必要があります。クライアント証明書を選ぶか作成し"
	    "てください",
	[WORD_NOT_ALLOWED] = "このページはカプセルの著者専用です",
	[WORD_BAD_CERTIFICATE] =
	    "証明書の有効期限が切れているか、まだ有効ではありません。別の証明書を選んでください",
	[WORD_CERTIFICATE_ON_GOPHER] =
	    "このページには証明書が必要です。Geminiクライアントをお使いください",

	/* folders that are closed; status lines, too */
	[WORD_FOLDER_FOR_CERTIFICATES] =
	    "証明書をお持ちの読者向けです。{folder}を開き、そこで証明書を選ぶか作成してください",
	[WORD_FOLDER_FOR_SOME] =
	    "限られた読者向けです。{folder}を開き、著者が知っている証明書を選んでください",
	[WORD_FOLDER_CERTIFICATE_LATE] =
	    "この証明書は有効期限が切れているか、まだ有効ではありません。別の証明書で{folder}を開"
	    "いてください",
	[WORD_FOLDER_NOT_FOR_YOU] =
	    "この証明書はリストにありません。別の証明書を選ぶか、著者に追加を頼んでください。フィ"
	    "ンガープリントは/c/にあります",
	[WORD_FOLDER_BROKEN] =
	    "このフォルダーの設定に誤りがあるため、閉じられています。理由は著者がログで確認できま"
	    "す",
	[WORD_FOLDER_ON_GOPHER] =
	    "このフォルダーには証明書が必要です。Geminiクライアントをお使いください",
	[WORD_ONLY_TEXT] = "受け付けるのはテキスト（text/plainまたはtext/gemini）だけです",
	[WORD_COMMENT_SIZE] = "コメントは1～{n}バイトです",
	[WORD_ONLY_PART] =
	    "{size}バイトのうち{n}バイトしか届きませんでした。何も保存されていません",
	[WORD_NOT_UTF_8] = "文章がUTF-8ではありません",
	[WORD_CERT_ENDS] =
	    "このカプセルの証明書は{date}に期限が切れます。対処は carrel cert --help をご覧ください。",
	[WORD_CERT_ENDED] =
	    "このカプセルの証明書は{date}に期限が切れました。対処は carrel cert --help をご覧ください。",
	[WORD_UPLOAD_OWNER] =
	    "ここにファイルを送れるのはこのカプセルの作者だけです。作者の証明書を選んでください",
	[WORD_UPLOAD_MOVED] =
	    "これは以前のアドレスです。{line} に送ってください",
	[WORD_UPLOAD_SIZE] =
	    "ファイルは最大 {n} バイトです",
	[WORD_WRITE_FROM_HERE] =
	    "ここから書く",
	[WORD_WRITE_FROM_HERE_WHY] =
	    "Titan に対応したクライアントで書けます。以前の版は .former フォルダーに残ります。",
	[WORD_WRITE_NEW] =
	    "新しい記事を書く",
	[WORD_WRITE_EDIT] =
	    "「{title}」を編集",
	[WORD_WRITE_REMOVE] =
	    "取り下げる",
	[WORD_REMOVE_QUESTION] =
	    "このファイルを取り下げますか？",
	[WORD_TAKES_WORDS] = "この項目には文字の入力が必要です。もう一度選んで入力してください。",

	/* on Gopher, to browsers and clients that wanted something else */
	[WORD_LINK_OUT_TITLE] = "Gopherの外へのリンク",
	[WORD_LINK_OUT] = "このリンクはGopherの外へ通じています：",
	[WORD_NO_WEB_SERVER] = "ウェブサーバーではありません",
	[WORD_GOPHER_SERVER] = "ここはGopherサーバーです：",
	[WORD_ALSO_ON_GEMINI] = "Geminiでも読めます：",
	[WORD_NO_FORMS] = "フォームは受け付けていません。",
};
