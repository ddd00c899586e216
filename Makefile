# zhidu. `make help` lists what there is; V=1 shows the commands, WERROR=1 makes warnings errors.

PREFIX  ?= /usr/local
CC      ?= cc
CFLAGS  ?= -O2 -g
LUA     ?= lua5.4
FUZZ_SECONDS ?= 20

VERSION := $(shell sed -n 's/^\#define ZD_VERSION "\(.*\)"/\1/p' src/session/session.c)
NEEDED  := $(LUA) sqlite3 yaml-0.1 libsodium zlib xlsxwriter
LIBS    := $(shell pkg-config --libs $(NEEDED)) -lm -pthread
# The program holds Lua itself: calls within it are a third faster than through a shared library.
PROGRAM_LIBS := $(patsubst -llua5.4,-l:liblua5.4.a,$(LIBS))
CHECK_LIBS = $(shell pkg-config --libs check)

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes $(if $(WERROR),-Werror)
COMPILE  := -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc $(shell pkg-config --cflags $(NEEDED)) $(WARNINGS) \
	-ffp-contract=off -fPIC -fvisibility=hidden -pthread -MMD -MP

PROGRAM_SOURCES := $(wildcard src/cli/*.c)
LIBRARY_SOURCES := $(filter-out $(PROGRAM_SOURCES),$(wildcard src/*/*.c)) build/gen/schema.c
UNIT_SOURCES    := $(wildcard tests/unit/*.c)
FUZZERS         := $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c))
C_FILES         := $(wildcard include/zhidu/*.h src/*/*.[ch] tests/*/*.[ch])

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-8s%s\n' $(1) $@)

MAKEFLAGS += --no-builtin-rules --output-sync=target
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:

all: build/zhidu build/libzhidu.a build/libzhidu.so build/zhidu.pc build/man/zhidu.1 ## the program, the libraries and the manual page

# ---- building ----

# $(call variant,FOLDER,COMPILER,FLAGS): library, program and unit tests once more, in a folder of their own.
define variant
objects_$(1) = $$(patsubst %.c,$(1)/obj/%.o,$$(1))

$(1)/obj/%.o: %.c $(1)/flags
	@mkdir -p $$(@D)
	$$(call say,CC)
	$$(Q)$(2) $$(COMPILE) $(3) $$(CPPFLAGS) -c -o $$@ $$<

$(1)/libzhidu.a: $$(call objects_$(1),$$(LIBRARY_SOURCES))
	$$(call say,AR)
	$$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^

$(1)/zhidu: $$(call objects_$(1),$$(PROGRAM_SOURCES)) $(1)/libzhidu.a
	$$(call say,LINK)
	$$(Q)$(2) $(3) $$(LDFLAGS) -o $$@ $$^ $$(PROGRAM_LIBS)

$(1)/unit: $$(call objects_$(1),$$(UNIT_SOURCES)) $(1)/libzhidu.a
	$$(call say,LINK)
	$$(Q)$(2) $(3) $$(LDFLAGS) -o $$@ $$^ $$(CHECK_LIBS) $$(LIBS)

# Holds how things are built, and changes only when that does.
$(1)/flags: always
	@mkdir -p $$(@D)
	@echo '$(2) $$(COMPILE) $(3) $$(CPPFLAGS) $$(LDFLAGS) $$(LIBS)' | cmp -s - $$@ || \
		echo '$(2) $$(COMPILE) $(3) $$(CPPFLAGS) $$(LDFLAGS) $$(LIBS)' >$$@

-include $$(patsubst %.o,%.d,$$(call objects_$(1),$$(LIBRARY_SOURCES) $$(PROGRAM_SOURCES) $$(UNIT_SOURCES)))
endef

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
$(eval $(call variant,build,$(CC),$(CFLAGS) -fno-semantic-interposition))
$(eval $(call variant,build/strict,$(CC),-O2 -Werror))
$(eval $(call variant,build/asan,$(CC),-O1 -g $(SANITIZE)))
$(eval $(call variant,build/coverage,$(CC),-O0 -g --coverage))
$(eval $(call variant,build/fuzz,clang,-O1 -g -fsanitize=fuzzer-no-link $(SANITIZE)))

# Never there, so that what depends on it looks again every time.
always:

build/gen/schema.c: scripts/embed-sql $(wildcard src/store/schema/*.sql)
	@mkdir -p $(@D)
	$(call say,SQL)
	$(Q)scripts/embed-sql src/store/schema >$@

build/libzhidu.so.0: $(call objects_build,$(LIBRARY_SOURCES))
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(@F) -Wl,--no-undefined -o $@ $^ $(LIBS)

build/libzhidu.so: build/libzhidu.so.0
	$(Q)ln -sf $(<F) $@

build/zhidu.pc: build/pc.prefix
	$(call say,PC)
	$(Q)printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' \
		'Name: zhidu' 'Description: Regulations that can be carried out' 'Version: $(VERSION)' \
		'Requires.private: $(NEEDED)' 'Libs: -L$${libdir} -lzhidu' 'Libs.private: -lm -pthread' \
		'Cflags: -I$${includedir}' >$@

build/pc.prefix: always
	@mkdir -p $(@D)
	@echo '$(PREFIX) $(VERSION) $(NEEDED)' | cmp -s - $@ || echo '$(PREFIX) $(VERSION) $(NEEDED)' >$@

build/man/zhidu.1: build/zhidu
	@mkdir -p $(@D)
	$(call say,MAN)
	$(Q)build/zhidu --lang en help --man >$@

build/completion/%: build/zhidu
	@mkdir -p $(@D)
	$(Q)build/zhidu completion $* >$@

# ---- tests: every part ends with a line `N passed, N failed` ----

.PHONY: all always check check-unit check-cli check-policies check-properties check-attack check-docs check-embed check-real asan asan-unit asan-cli asan-attack \
	valgrind fuzz $(FUZZERS:%=fuzz-%) bench bench-group coverage lint lint-warnings lint-source format install uninstall clean help

# $(call part,NAME): runs tests/NAME/run where there is one.
part = $(if $(wildcard tests/$(1)/run),@echo '$@:'; ZHIDU="$(CURDIR)/$(2)/zhidu" UNIT="$(CURDIR)/$(2)/unit" $(3) tests/$(1)/run)

check: check-unit check-cli check-policies check-properties check-attack check-docs check-embed ## unit tests, commands, policy cases, properties, attacks, documented examples, the library

check-unit: build/unit
	$(call part,unit,build)
check-cli: build/zhidu
	$(call part,cli,build)
check-policies: build/zhidu
	@echo '$@:'; build/zhidu --pack policies test
check-attack: build/zhidu
	$(call part,attack,build)
check-docs: build/zhidu build/libzhidu.a
	$(call part,docs,build)
check-real: build/zhidu ## real data through the pack, where there is any
	$(call part,real,build)
check-properties: build/zhidu ## what must hold whatever the pack and the population, on random ones
	$(call part,properties,build)
check-embed: all
	@echo '$@:'; CC='$(CC)' CXX='$(CXX)' tests/embed/run

asan: asan-unit asan-cli asan-attack ## unit tests, commands and attacks with address and undefined-behaviour sanitizers

asan-unit: build/asan/unit
	$(call part,unit,build/asan,CK_TIMEOUT_MULTIPLIER=10)
asan-cli: build/asan/zhidu
	$(call part,cli,build/asan)
asan-attack: build/asan/zhidu
	$(call part,attack,build/asan)

valgrind: build/unit ## unit tests under valgrind
	$(call part,unit,build,UNDER='valgrind --quiet --leak-check=full --error-exitcode=9' CK_FORK=no CK_TIMEOUT_MULTIPLIER=20)

fuzz: $(FUZZERS:%=fuzz-%) ## every fuzzer for FUZZ_SECONDS (20)

build/fuzz/fuzz-%: build/fuzz/obj/tests/fuzz/%.o build/fuzz/libzhidu.a
	$(call say,LINK)
	$(Q)clang -fsanitize=fuzzer $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)

$(FUZZERS:%=fuzz-%): fuzz-%: build/fuzz/fuzz-%
	@mkdir -p build/fuzz/corpus/$*
	$(Q)build/fuzz/fuzz-$* -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
		-artifact_prefix=build/fuzz/$*- build/fuzz/corpus/$* $(wildcard tests/fuzz/seeds/$*) \
		>build/fuzz/$*.log 2>&1 || { cat build/fuzz/$*.log; exit 1; }
	@sed -n 's/^stat::number_of_executed_units: */$*: inputs without harm: /p' build/fuzz/$*.log

BENCH := generate hardcoded evalrate rawlua measure facts

bench: build/zhidu $(BENCH:%=build/bench/%) ## the benchmark; BENCH_FULL=1 with ten million customers too
	@ZHIDU="$(CURDIR)/build/zhidu" BENCH="$(CURDIR)/build/bench" tests/bench/run
	@ZHIDU="$(CURDIR)/build/zhidu" BENCH="$(CURDIR)/build/bench" tests/bench/group

bench-group: build/zhidu build/bench/measure build/bench/facts ## a month-end of a whole group; BENCH_GROUP customers (200000)
	@ZHIDU="$(CURDIR)/build/zhidu" BENCH="$(CURDIR)/build/bench" tests/bench/group

$(BENCH:%=build/bench/%): build/bench/%: build/obj/tests/bench/%.o build/obj/tests/bench/customers.o \
		build/obj/tests/bench/tally.o build/libzhidu.a
	@mkdir -p $(@D)
	$(call say,LINK)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

coverage: build/coverage/unit build/coverage/zhidu ## line coverage of the C code, in build/coverage/html
	@find build/coverage -name '*.gcda' -exec rm -f {} +
	-$(call part,unit,build/coverage)
	-$(call part,cli,build/coverage)
	-@build/coverage/zhidu --pack policies test
	$(Q)lcov --quiet --capture --directory build/coverage --base-directory . --no-external \
		--output-file build/coverage/all.info
	$(Q)lcov --quiet --remove build/coverage/all.info '*/tests/*' '*/build/gen/*' --output-file build/coverage/lines.info
	$(Q)genhtml --quiet --output-directory build/coverage/html build/coverage/lines.info
	@lcov --list build/coverage/lines.info

# ---- care of the source ----

lint: lint-warnings lint-source ## warnings as errors, layers, format, static analysis, scripts

lint-warnings: $(call objects_build/strict,$(LIBRARY_SOURCES) $(PROGRAM_SOURCES) $(UNIT_SOURCES) $(BENCH:%=tests/bench/%.c))
lint-source:
	$(Q)scripts/lint $(C_FILES)

format: ## lays out all C files
	$(Q)clang-format -i $(C_FILES)

# ---- installing ----

BIN   = $(DESTDIR)$(PREFIX)/bin
LIB   = $(DESTDIR)$(PREFIX)/lib
HEAD  = $(DESTDIR)$(PREFIX)/include/zhidu
SHARE = $(DESTDIR)$(PREFIX)/share
COMPLETIONS = bash-completion/completions/zhidu zsh/site-functions/_zhidu fish/vendor_completions.d/zhidu.fish

install: all build/completion/bash build/completion/zsh build/completion/fish ## into DESTDIR and PREFIX (/usr/local)
	install -d $(BIN) $(LIB)/pkgconfig $(HEAD) $(SHARE)/man/man1 $(SHARE)/zhidu \
		$(addprefix $(SHARE)/,$(dir $(COMPLETIONS)))
	install -m 755 build/zhidu $(BIN)
	install -m 644 build/libzhidu.a $(LIB)
	install -m 755 build/libzhidu.so.0 $(LIB)
	ln -sf libzhidu.so.0 $(LIB)/libzhidu.so
	install -m 644 build/zhidu.pc $(LIB)/pkgconfig
	install -m 644 include/zhidu/*.h $(HEAD)
	install -m 644 build/man/zhidu.1 $(SHARE)/man/man1
	install -m 644 build/completion/bash $(SHARE)/$(word 1,$(COMPLETIONS))
	install -m 644 build/completion/zsh $(SHARE)/$(word 2,$(COMPLETIONS))
	install -m 644 build/completion/fish $(SHARE)/$(word 3,$(COMPLETIONS))
	cp -R policies $(SHARE)/zhidu

uninstall: ## takes away what install put there
	rm -f $(BIN)/zhidu $(LIB)/libzhidu.a $(LIB)/libzhidu.so $(LIB)/libzhidu.so.0 $(LIB)/pkgconfig/zhidu.pc \
		$(SHARE)/man/man1/zhidu.1 $(addprefix $(SHARE)/,$(COMPLETIONS))
	rm -rf $(HEAD) $(SHARE)/zhidu

clean: ## everything that was built
	rm -rf build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12
