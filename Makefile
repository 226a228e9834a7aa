# winnow: see HACKING.md. Needs GNU make, pkg-config and a C11 compiler.
VERSION		= 0.1.0

PREFIX		= /usr/local
BINDIR		= $(PREFIX)/bin
MANDIR		= $(PREFIX)/share/man
SYSCONFDIR	= /etc

# Objects, the program and the tests of another build may live elsewhere:
# make OBJDIR=/elsewhere builds /elsewhere/winnow.
OBJDIR		= build
PROG		= $(if $(filter build,$(OBJDIR)),winnow,$(OBJDIR)/winnow)

PKG_CONFIG	= pkg-config
PKGS		= libxml-2.0 libpcre2-8 uchardet libutf8proc jansson \
		  zlib libzstd libbrotlidec

CFLAGS		?= -O3 -g
# The program alone is optimised as a whole, which takes 4 to 5 % of its
# instructions; its objects serve the tests as they are. Make LTO= leaves it out.
LTO		= $(if $(findstring clang,$(CC)),,-flto=auto)
LTO_OBJ		= $(if $(LTO),-flto -ffat-lto-objects)
HARDEN		= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDENLD	= -pie -Wl,-z,relro -Wl,-z,now
WARN		= -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
		  $(if $(WERROR),-Werror)
CPPFLAGS	?=
LDFLAGS		?=
FUZZMAIN	= tests/fuzz/replay.c
FUZZLD		=

ALL_CFLAGS	:= -std=c11 -D_GNU_SOURCE $(WARN) $(HARDEN) \
		  -iquote $(OBJDIR) \
		  $(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS) $(CFLAGS)
# For sources outside of src. A plain -Isrc would put our limits.h before the
# system's, which system headers include, too.
OUTSIDE		= -idirafter src
PROG_LDFLAGS	:= $(HARDENLD) -Wl,--as-needed $(CFLAGS) $(LDFLAGS) $(LTO)
ALL_LDFLAGS	:= $(HARDENLD) -Wl,--as-needed $(CFLAGS) $(LDFLAGS) -fno-lto
LIBS		:= $(shell $(PKG_CONFIG) --libs $(PKGS)) -lm

# What it takes to read rules and to match them, which the build does, too.
RULE_OBJ = \
	arena.o \
	str.o \
	utf8.o \
	diag.o \
	fold.o \
	limits.o \
	doc.o \
	norm.o \
	sentence.o \
	pattern.o \
	pattern_fold.o \
	pattern_lint.o \
	rule.o \
	rule_check.o \
	rule_cond.o \
	rule_image.o \
	rule_line.o \
	rule_list.o \
	rule_parse.o \
	rule_sample.o \
	screen.o \
	screen_build.o \
	screen_inner.o \
	screen_inside.o \
	screen_key.o \
	screen_rarity.o \
	screen_signs.o \
	screen_words.o \
	trial.o \
	trial_build.o \
	trial_known.o \
	trial_lead.o \
	trial_set.o \
	cond.o \
	match.o \
	match_class.o \
	match_context.o \
	match_explain.o \
	match_hits.o \
	match_href.o \
	match_regex.o \
	match_rescue.o \
	match_seen.o \
	match_tail.o \
	model_wording.o \
	wording.o

# One object a line, room by room; HDR is for lint and for dist.
OBJ = \
	main.o \
	setup.o \
	slurp.o \
	page.o \
	opt.o \
	stage.o \
	io.o \
	lines.o \
	text.o \
	html.o \
	html_attr.o \
	html_block.o \
	html_chars.o \
	html_facts.o \
	html_hidden.o \
	html_image.o \
	html_inline.o \
	html_prep.o \
	html_rules.o \
	html_style.o \
	html_table.o \
	html_tree.o \
	html_walk.o \
	elem.o \
	$(RULE_OBJ) \
	rules_builtin.o \
	charset.o \
	charset_decode.o \
	charset_label.o \
	charset_tables.o \
	input.o \
	inflate.o \
	jsonl.o \
	record.o \
	http.o \
	guard.o \
	stream.o \
	worker.o \
	hand.o \
	pool.o \
	batch.o \
	files.o \
	inputs.o \
	many.o \
	outfile.o \
	target.o \
	unpack.o \
	warc.o \
	warc_head.o \
	stats.o \
	sandbox.o \
	sandbox_filter.o \
	find.o \
	find_box.o \
	find_card.o \
	find_class.o \
	find_ends.o \
	find_eval.o \
	find_feat.o \
	find_form.o \
	find_name.o \
	find_page.o \
	find_phrase.o \
	find_second.o \
	find_state.o \
	find_table.o \
	find_whole.o \
	model_ends.o \
	model_html.o \
	model_phrases.o \
	model_text.o \
	model_words.o \
	walk.o \
	escape.o \
	emit.o \
	emit_html.o \
	emit_json.o \
	emit_markdown.o \
	md_inline.o \
	emit_report.o \
	emit_text.o \
	emit_trace.o \
	emit_xml.o \
	grid.o \
	url.o \
	meta.o \
	meta_author.o \
	meta_byline.o \
	meta_date.o \
	meta_day.o \
	meta_entity.o \
	meta_facts.o \
	meta_jsonld.o \
	meta_lang.o \
	meta_lead.o \
	meta_mend.o \
	meta_month.o \
	meta_stop.o \
	meta_title.o \
	meta_visible.o

HDR = \
	arena.h \
	batch.h \
	charset.h \
	charset_in.h \
	diag.h \
	doc.h \
	elem.h \
	emit.h \
	emits.h \
	escape.h \
	files.h \
	find.h \
	find_box.h \
	find_card.h \
	find_ends.h \
	find_eval.h \
	find_feat.h \
	find_form.h \
	find_model.h \
	find_name.h \
	find_page.h \
	find_phrase.h \
	find_second.h \
	find_table.h \
	fold.h \
	grid.h \
	guard.h \
	hand.h \
	html.h \
	html_style.h \
	html_tree.h \
	html_walk.h \
	http.h \
	inflate.h \
	input.h \
	inputs.h \
	io.h \
	jsonl.h \
	limits.h \
	lines.h \
	many.h \
	match.h \
	match_in.h \
	match_regex.h \
	md_inline.h \
	meta.h \
	meta_stop.h \
	metas.h \
	norm.h \
	opt.h \
	outfile.h \
	page.h \
	pattern.h \
	pool.h \
	record.h \
	rule.h \
	rule_image.h \
	rule_line.h \
	rule_parse.h \
	rules_builtin.h \
	sandbox.h \
	sandbox_filter.h \
	screen.h \
	screen_inner.h \
	screen_words.h \
	sentence.h \
	setup.h \
	slurp.h \
	stage.h \
	stats.h \
	str.h \
	target.h \
	text.h \
	trial.h \
	trial_build.h \
	unpack.h \
	url.h \
	utf8.h \
	walk.h \
	warc.h \
	warc_head.h \
	wording.h \
	worker.h

OBJS		= $(addprefix $(OBJDIR)/,$(OBJ))
# everything but the edge: what unit tests and fuzz targets link with
LIB		= $(OBJDIR)/winnow.a

all: $(if $(filter main.o,$(OBJ)),$(PROG),$(OBJS))

$(PROG): $(OBJS)
	$(CC) $(PROG_LDFLAGS) -o $@ $(OBJS) $(LIBS)

$(LIB): $(filter-out $(OBJDIR)/main.o,$(OBJS))
	@rm -f $@
	$(AR) -rcs $@ $^

# tables have nothing to optimise
$(OBJDIR)/model_%.o: src/model_%.c $(OBJDIR)/flags
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(OBJDIR)/%.o: src/%.c $(OBJDIR)/flags $(OBJDIR)/version.h
	$(CC) $(ALL_CFLAGS) $(LTO_OBJ) -MMD -MP -c -o $@ $<

# sources that the build makes
RULES		= $(sort $(wildcard rules/*.rules))
MKRULES		= $(addprefix $(OBJDIR)/,$(RULE_OBJ))
$(OBJDIR)/mkrules: src/tools/mkrules.c $(MKRULES)
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) -o $@ $< $(MKRULES) $(LIBS)

$(OBJDIR)/rules_builtin.c: $(OBJDIR)/mkrules $(RULES)
	$(OBJDIR)/mkrules $(RULES) > $@.new
	@mv $@.new $@

$(OBJDIR)/mkfilter: src/tools/mkfilter.c src/sandbox_filter.h $(OBJDIR)/flags
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) -o $@ $< \
	    $(shell $(PKG_CONFIG) --cflags --libs libseccomp)

$(OBJDIR)/sandbox_filter.c: $(OBJDIR)/mkfilter
	$(OBJDIR)/mkfilter > $@.new
	@mv $@.new $@

$(OBJDIR)/%.o: $(OBJDIR)/%.c $(OBJDIR)/flags
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) -MMD -MP -c -o $@ $<

# rewritten only when they change, so that other flags rebuild and nothing else
$(OBJDIR)/flags: FORCE
	@mkdir -p $(OBJDIR)
	@echo '$(CC) $(ALL_CFLAGS) $(PROG_LDFLAGS)' > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# a rule file that is gone must go from the program, too
$(OBJDIR)/rules.list: FORCE
	@mkdir -p $(OBJDIR)
	@echo $(RULES) > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(OBJDIR)/version.h: FORCE
	@mkdir -p $(OBJDIR)
	@{ echo '#define WINNOW_VERSION "$(VERSION)"'; \
	echo '#define WINNOW_SYSCONFDIR "$(SYSCONFDIR)"'; } > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

-include $(OBJS:.o=.d)

UNITS = $(patsubst tests/unit/%.c,$(OBJDIR)/unit/%,\
	$(wildcard tests/unit/*_test.c))

$(OBJDIR)/unit/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) -o $@ $< $(LIB) $(LIBS) \
	    -lcmocka

# fuzz targets with a main of their own: they replay the corpus
FUZZERS = $(patsubst tests/fuzz/%.c,$(OBJDIR)/fuzz/%,\
	$(wildcard tests/fuzz/fuzz_*.c))

$(OBJDIR)/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h $(FUZZMAIN) $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) $(FUZZLD) -o $@ $< \
	    $(FUZZMAIN) $(LIB) $(LIBS)

# make fuzz TIME=600 gives each target ten minutes; needs clang. What it finds
# stays in build/fuzz: put it into the corpus, and a crash into tests/bugs, too.
TIME = 60
fuzz:
	@$(MAKE) --no-print-directory CC=clang OBJDIR=build/fuzz FUZZMAIN= \
	    FUZZLD=-fsanitize=fuzzer HARDEN= HARDENLD= CFLAGS="-O1 -g \
	    -fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=undefined" fuzzers
	@TIME=$(TIME) tests/fuzz/run build/fuzz

fuzzers: $(FUZZERS)

# make check GROUPS=golden runs one group of tests only
GROUPS =
check: tested
	@WINNOW=$(PROG) OBJDIR=$(OBJDIR) tests/run $(GROUPS)

# what is in contrib, with the programs that it is for
check-contrib: all
	@WINNOW=$(PROG) tests/contrib

# rewrites what golden cases expect: look at the diff before you commit it
bless: all
	@WINNOW=$(PROG) OBJDIR=$(OBJDIR) tests/run -b golden

# all that takes longer
check-full:
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory coverage
	@$(MAKE) --no-print-directory asan
	@$(MAKE) --no-print-directory asan RUN=torture TORTURE=memory
	@$(MAKE) --no-print-directory torture
	@$(MAKE) --no-print-directory fuzz TIME=60
	@if command -v dpkg-buildpackage > /dev/null; then \
	    $(MAKE) --no-print-directory deb; \
	else echo "# dpkg-dev is not installed: no package was built"; fi

# the Debian package, from a copy of this tree, in build/deb: built, looked at
# by lintian, and its own test run on what is in it
DEB = $(OBJDIR)/deb
deb:
	@rm -rf $(DEB) && mkdir -p $(DEB)/winnow $(DEB)/root
	tar -cf - --exclude=./$(OBJDIR) --exclude=./.git --exclude=./winnow . | \
	    tar -C $(DEB)/winnow -xf -
	cd $(DEB)/winnow && DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -us -uc -b
	! command -v lintian > /dev/null || lintian $(DEB)/*.changes
	dpkg-deb -x $(DEB)/winnow_*.deb $(DEB)/root
	PATH="$(abspath $(DEB)/root)/usr/bin:$$PATH" sh debian/tests/seed

# The same tests under sanitizers, from a build of their own, or others:
# make asan RUN=torture TORTURE=memory. Fortified calls would hide from them.
SANITIZE	= CFLAGS="-O1 -g -fno-omit-frame-pointer $(1)" HARDEN= HARDENLD= \
		  LTO= CPPFLAGS=-DWINNOW_SANITIZED
LSAN = suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
RUN = check
ASAN = detect_stack_use_after_return=1:allocator_may_return_null=1
asan:
	@ASAN_OPTIONS=$(ASAN) LSAN_OPTIONS=$(LSAN) TEST_TIMEOUT=300 \
	$(MAKE) --no-print-directory OBJDIR=build/asan $(call SANITIZE,\
	-fsanitize=address,undefined -fno-sanitize-recover=all) $(RUN)

ubsan:
	@UBSAN_OPTIONS=print_stacktrace=1 TEST_TIMEOUT=300 \
	$(MAKE) --no-print-directory OBJDIR=build/ubsan $(call SANITIZE,\
	-fsanitize=undefined -fno-sanitize-recover=all) $(RUN)

# Line coverage of src/ by the tests, file by file; fails below LEAST %. Counts
# lie in a mapped file (clang), so that what the sandbox holds or a signal kills
# is counted, too.
LEAST		= 90
COVER		= CC=clang OBJDIR=build/coverage HARDEN= HARDENLD= \
		  CPPFLAGS="-mllvm -runtime-counter-relocation" CFLAGS="-O1 \
		  -g -fprofile-instr-generate -fcoverage-mapping"
coverage:
	@LLVM_PROFILE_FILE=/dev/null $(MAKE) --no-print-directory $(COVER) tested
	@rm -rf build/coverage/profile && mkdir -p build/coverage/profile
	@LLVM_PROFILE_FILE=$(CURDIR)/build/coverage/profile/%m%c.profraw \
	    TEST_TIMEOUT=300 $(MAKE) --no-print-directory $(COVER) check
	@LEAST=$(LEAST) tests/coverage build/coverage

tested: all $(UNITS) $(FUZZERS)

# a mean system, pages made to hurt: make torture TORTURE="memory streams"
$(OBJDIR)/torture/preload.so: tests/torture/preload.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_GNU_SOURCE $(WARN) -O1 -g -fPIC -shared -o $@ $< -ldl

TORTURE =
torture: all $(OBJDIR)/torture/preload.so
	@WINNOW=$(PROG) OBJDIR=$(OBJDIR) tests/torture/run $(TORTURE)

# The finder's tables: make fit DATA=.../wcxb MORE=folder fetches manuals of
# Debian and the test pages of two other extractors into that folder, unless
# they are there, writes src/model_*.c, and models for cross-validation to
# build/folds/N, each fitted without fold N. Then make score DATA=... FOLDS=1
# scores each page by the model that never saw its domain, make score DATA=...
# by the one that ships; DATA=MORE/suites does it for the test pages.
FITTER = OMP_NUM_THREADS=1 tests/fit/fit.py --data "$(DATA)" \
	 --more "$(MORE)/manuals" --more "$(MORE)/suites" --folds \
	 --dump $(OBJDIR)/fit/dump --work $(OBJDIR)/fit --out $(OBJDIR)/folds

$(OBJDIR)/fit/%: tests/fit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) -o $@ $< $(LIB) $(LIBS)

fit: $(OBJDIR)/fit/dump
	@test -n "$(DATA)" -a -n "$(MORE)" || \
	    { echo "make fit DATA=folder MORE=folder"; exit 2; }
	tests/fit/manuals.py --out "$(MORE)/manuals"
	tests/fit/suites.py --out "$(MORE)/suites"
	$(FITTER)
	$(FITTER) --text
	cp $(OBJDIR)/folds/model_*.c src/

# The weights of wording=: PROSE is a folder made as tests/junk/README says
fit-wording: $(OBJDIR)/fit/wording_dump $(OBJDIR)/fit/wording_fit
	@test -n "$(DATA)" -a -n "$(PROSE)" || \
	    { echo "make fit-wording DATA=folder PROSE=folder"; exit 2; }
	tests/fit/wording.py --data "$(DATA)" \
	    --prose "$(PROSE)" --dump $(OBJDIR)/fit/wording_dump \
	    --fit $(OBJDIR)/fit/wording_fit --out src/model_wording.c

# winnow with the models of one fold
FOLDED = $(patsubst %,$(OBJDIR)/model_%.o,ends html phrases text words)
$(OBJDIR)/folds/%/winnow: $(OBJDIR)/folds/%/model_html.c \
    $(OBJDIR)/folds/%/model_text.c $(OBJDIR)/folds/%/model_words.c \
    $(OBJDIR)/folds/%/model_phrases.c $(OBJDIR)/folds/%/model_ends.c $(OBJS)
	$(CC) $(ALL_CFLAGS) $(OUTSIDE) $(ALL_LDFLAGS) -o $@ $(@D)/model_*.c \
	    $(filter-out $(FOLDED),$(OBJS)) $(LIBS)

FOLDS =
SCORED = $(if $(FOLDS),$(foreach f,0 1 2 3 4,$(OBJDIR)/folds/$f/winnow),$(PROG))
score: $(SCORED)
	@test -n "$(DATA)" || { echo "make score DATA=folder"; exit 2; }
	@tests/score.py "$(DATA)" -- $(if $(FOLDS),tests/fit/held-out \
	    $(OBJDIR)/folds {id},$(abspath $(PROG))) --no-title

# what it costs, against a bare parse: make bench DATA=.../wcxb, see
# tests/bench/README; BENCH="--every 10 --part growth" is quicker
BENCH =
$(OBJDIR)/bench/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $< $(LIBS)

bench: all $(OBJDIR)/bench/bare $(OBJDIR)/bench/peak
	@test -n "$(DATA)" || { echo "make bench DATA=folder"; exit 2; }
	@tests/bench/bench.py --winnow $(abspath $(PROG)) --bare $(OBJDIR)/bench/bare \
	    --work $(OBJDIR)/bench --out tests/bench/RESULTS.md $(BENCH) \
	    "$(DATA)"

# Metadata against a corpus, and every output of its pages parsed back:
# make score-meta DATA=.../wcxb, make check-outputs DATA=.../wcxb IDS="0001 …"
score-meta: all
	@test -n "$(DATA)" || { echo "make score-meta DATA=folder"; exit 2; }
	@DATA="$(DATA)" WINNOW=$(abspath $(PROG)) tests/meta_score.py

check-outputs: all
	@test -n "$(DATA)" || { echo "make check-outputs DATA=folder"; exit 2; }
	@DATA="$(DATA)" WINNOW=$(abspath $(PROG)) tests/outputs_check.py $(IDS)

# what stays of captions, bylines, tags and the like
score-strict: $(SCORED)
	@test -n "$(DATA)" || { echo "make score-strict DATA=folder"; exit 2; }
	@tests/strict.py "$(DATA)" -- $(if $(FOLDS),tests/fit/held-out \
	    $(OBJDIR)/folds {id},$(abspath $(PROG))) --no-title

# what must hold for each page of a corpus: make check-pages DATA=.../wcxb
check-pages: all
	@test -n "$(DATA)" || { echo "make check-pages DATA=folder"; exit 2; }
	@WINNOW=$(abspath $(PROG)) tests/pages $(PAGES) $(DATA)

# memory errors and leaks, on a sample of the pages
valgrind: all
	@test -n "$(DATA)" || { echo "make valgrind DATA=folder"; exit 2; }
	@WINNOW=$(abspath $(PROG)) tests/pages --every 15 --text-only \
	    --timeout 600 --wrap "valgrind -q --error-exitcode=99 \
	    --leak-check=full --errors-for-leak-kinds=definite" $(DATA)

SHELLS = tests/run tests/part tests/lib.sh tests/fuzz/run tests/torture/run \
	tests/coverage \
	tests/contrib $(wildcard tests/groups/* tests/cli/*.sh contrib/*.sh)

# model_*.c are tables without code, of megabytes
lint: $(OBJDIR)/version.h
	ls $(filter-out src/model_%,$(wildcard src/*.c)) | \
	    xargs -n 4 -P "$$(nproc)" sh -c 'clang-tidy --quiet "$$@" \
	    -- $(filter-out -Wformat-truncation,$(ALL_CFLAGS)) 2> /dev/null' -
	shellcheck -x -s sh -e SC1091 $(SHELLS)
	shellcheck .ci/run
	tests/rules_fold.py --check $(RULES)
	mandoc -Tlint -W warning man/*.[1-9]
	codespell -L nd,als,ist README.md HACKING.md CHANGELOG.md SECURITY.md \
	    man src/*.h tests/cli tests/groups tests/torture .ci
	cppcheck -q -j "$$(nproc)" --std=c11 --inline-suppr --error-exitcode=1 \
	    --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem --suppress=unknownMacro \
	    --suppress=uninitStructMember \
	    $(patsubst %,-i %,$(wildcard src/model_*.c)) \
	    -D_GNU_SOURCE -Isrc src

# completions follow from --help
COMPLETIONS = $(addprefix $(OBJDIR)/winnow.,bash zsh fish)
$(COMPLETIONS): $(OBJDIR)/winnow.%: contrib/completion/generate.awk $(PROG)
	$(abspath $(PROG)) --help | awk -v shell=$* -f $< > $@

DATADIR		= $(PREFIX)/share
# what is installed, as DIR/NAME, in one list for both directions
INSTALLED = \
	$(BINDIR)/winnow \
	$(MANDIR)/man1/winnow.1 \
	$(addprefix $(MANDIR)/man5/,$(notdir $(wildcard man/*.5))) \
	$(DATADIR)/bash-completion/completions/winnow \
	$(DATADIR)/zsh/site-functions/_winnow \
	$(DATADIR)/fish/vendor_completions.d/winnow.fish \
	$(DATADIR)/winnow/winnow.rng \
	$(addprefix $(DATADIR)/winnow/,$(RULES))

install: all $(COMPLETIONS)
	install -d $(sort $(dir $(addprefix $(DESTDIR),$(INSTALLED))))
	install -m 755 $(PROG) $(DESTDIR)$(BINDIR)/winnow
	install -m 644 man/winnow.1 $(DESTDIR)$(MANDIR)/man1/
	install -m 644 $(wildcard man/*.5) $(DESTDIR)$(MANDIR)/man5/
	install -m 644 $(OBJDIR)/winnow.bash \
	    $(DESTDIR)$(DATADIR)/bash-completion/completions/winnow
	install -m 644 $(OBJDIR)/winnow.zsh \
	    $(DESTDIR)$(DATADIR)/zsh/site-functions/_winnow
	install -m 644 $(OBJDIR)/winnow.fish \
	    $(DESTDIR)$(DATADIR)/fish/vendor_completions.d/winnow.fish
	install -m 644 $(RULES) $(DESTDIR)$(DATADIR)/winnow/rules/
	install -m 644 src/winnow.rng $(DESTDIR)$(DATADIR)/winnow/

uninstall:
	rm -f $(addprefix $(DESTDIR),$(INSTALLED))
	-rmdir $(DESTDIR)$(DATADIR)/winnow/rules $(DESTDIR)$(DATADIR)/winnow

# the tree as committed; the same commit gives the same bytes
dist:
	git archive --format=tar --prefix=winnow-$(VERSION)/ HEAD | \
	    gzip -9 -n > winnow-$(VERSION).tar.gz

clean:
	rm -rf build winnow

FORCE:

.PHONY: all bench fit fit-wording score score-meta score-strict check \
	check-outputs check-contrib check-full bless asan ubsan coverage \
	tested fuzz fuzzers torture check-pages valgrind lint deb install \
	uninstall dist clean FORCE
.DELETE_ON_ERROR:
