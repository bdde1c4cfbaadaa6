# carrel: `make run` serves ./capsule, `make test` runs everything. See README.gmi.
#   SAN=address,undefined   build and test with sanitizers, in a folder of their own
#   PREFIX, DESTDIR         for install

ROOMS   := base format proto capsule page serve net exam cli
B       := build/$(or $(SAN),plain)
CARREL  := $(if $(SAN),$(B)/carrel,build/carrel)
PREFIX  ?= /usr/local
GEMINI  ?= localhost:1965
GOPHER  ?= localhost:7070

LIBS    := libevent_core openssl yaml-0.1 libutf8proc libidn2 sqlite3 libxml-2.0 libcmark
export LIBS
WARN    := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
SANFLAG := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer)
CFLAGS  ?= -O2 -g
ALL      = -std=c11 -D_GNU_SOURCE -Isrc -MMD -MP $(WARN) $(SANFLAG) \
	   $(shell pkg-config --cflags $(LIBS) 2>/dev/null)
LINK     = $(SANFLAG) $(LDFLAGS)
LDLIBS   = $(shell pkg-config --libs $(LIBS) 2>/dev/null)

SRC     := $(wildcard $(ROOMS:%=src/%/*.c))
OBJ     := $(SRC:src/%.c=$(B)/%.o)
LIBOBJ  := $(filter-out $(B)/cli/main.o,$(OBJ))
UNIT    := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ    := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all run test unit unit-binaries e2e fuzz fuzz-binaries fuzz-replay bench install clean layers \
	layers-tap format lint deps deps-test

all: deps
	@$(MAKE) --no-print-directory $(CARREL)

run: all
	@echo "Ctrl-C ends it. No Gemini client at hand? lynx gopher://$(GOPHER)"
	$(CARREL) serve --gemini $(GEMINI) --gopher $(GOPHER) capsule

$(CARREL): $(OBJ)
	$(CC) $(LINK) -o $@ $^ $(LDLIBS)

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# --- tests: everything twice, plain and with sanitizers; the last line counts ---

test: deps-test layers
	@sh tests/run

unit-binaries: $(UNIT)
fuzz-binaries: $(FUZZ:%=$(B)/fuzz/%)

unit: $(UNIT)
	@sh tests/unit/run $(UNIT)

$(B)/carrel.a: $(LIBOBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/unit/%: tests/unit/%.c tests/unit/test.h $(B)/carrel.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -Itests $(CPPFLAGS) $(CFLAGS) $(LINK) -o $@ $< $(B)/carrel.a $(LDLIBS) -lcmocka

e2e: $(CARREL)
	@CARREL=$(abspath $(CARREL)) tests/e2e/run

# Replay of the corpora with whatever compiler there is; `make fuzz` hunts with clang's libFuzzer.
fuzz-replay: $(FUZZ:%=$(B)/fuzz/%)
	@sh tests/fuzz/replay $(B)/fuzz $(FUZZ)

$(B)/fuzz/%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(wildcard tests/fuzz/*.h) $(B)/carrel.a
	@mkdir -p $(@D)
	$(CC) $(ALL) -Itests $(CPPFLAGS) $(CFLAGS) $(LINK) -o $@ $< tests/fuzz/replay.c $(B)/carrel.a $(LDLIBS)

SECONDS ?= 60
fuzz: deps-test
	@sh tests/fuzz/hunt $(SECONDS) $(FUZZ)

bench: all
	@tests/bench/run build/carrel

# --- the house ---

layers: tests/layers.awk	# an include may name its own room or one to its left in ROOMS
	@awk -v rooms="$(ROOMS)" -f $< $(SRC) $(wildcard $(ROOMS:%=src/%/*.h))

layers-tap:
	@if $(MAKE) -s layers; then echo "ok - layers"; else echo "not ok - layers"; exit 1; fi

format:
	clang-format -i $(SRC) $(wildcard $(ROOMS:%=src/%/*.h)) $(wildcard tests/*/*.[ch])

lint: deps
	clang-tidy --quiet $(SRC) -- $(ALL)
	cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr -Isrc $(SRC)

SHARE = $(DESTDIR)$(PREFIX)/share
install: all	# the pages and completions are printed by the program itself, from its tables
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/man/man5 \
	    $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(CARREL) $(DESTDIR)$(PREFIX)/bin/carrel
	$(CARREL) man carrel >$(SHARE)/man/man1/carrel.1
	$(CARREL) man capsule.yaml >$(SHARE)/man/man5/capsule.yaml.5
	$(CARREL) completion bash >$(SHARE)/bash-completion/completions/carrel
	$(CARREL) completion zsh >$(SHARE)/zsh/site-functions/_carrel
	$(CARREL) completion fish >$(SHARE)/fish/vendor_completions.d/carrel.fish

clean:
	rm -rf build

deps:
	@sh tests/deps build

deps-test:
	@sh tests/deps test

-include $(OBJ:.o=.d) $(UNIT:%=%.d)
