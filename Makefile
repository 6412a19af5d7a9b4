# synth: synthetic rows inside PostgreSQL
#
# Two kinds of targets live here.  The usual PGXS ones (all, install,
# installcheck, clean) build for the server that PG_CONFIG names; packagers
# need nothing else.  The others (demo, test, shell, bench, ...) are doors to
# scripts/, install what is missing and never touch a server that runs already;
# they work before any PostgreSQL is installed, hence the conditional include.

EXTENSION = synth
# the version is stated once, in synth.control
EXTVERSION = $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" synth.control)
MODULE_big = synth
CORE_OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/core/*.c)))
SKIN_OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c)))
OBJS = $(SKIN_OBJS) $(CORE_OBJS)
DATA_built = sql/synth--$(EXTVERSION).sql
EXTRA_CLEAN = sql/synth--$(EXTVERSION).sql build

REGRESS = $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --load-extension=synth
ISOLATION = $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --load-extension=synth
# test/t starts servers of its own, as an ordinary user: scripts/run-tests tap

# portable by default; `make OPTFLAGS=-march=native` is for your own machine only
OPTFLAGS ?= -O3
# packagers with a compiler newer than ours say `make WERROR=`
WERROR ?= -Werror
PG_CPPFLAGS = -I$(srcdir)/src
PG_CFLAGS = -std=gnu11 -Wall -Wextra $(WERROR) -Wno-unused-parameter -Wno-sign-compare \
	-Wno-missing-field-initializers -Wno-declaration-after-statement -ffp-contract=off
SHLIB_LINK = -lgsl -lopenblas -lm
ifeq ($(shell uname -s),Linux)
# nothing but the entry points leaves the module
SHLIB_LINK += -Wl,--version-script=$(srcdir)/src/synth.map
endif

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)
ifneq ($(wildcard $(PGXS)),)
include $(PGXS)

# PostgreSQL loads modules with RTLD_GLOBAL: the core exports nothing
$(CORE_OBJS): CFLAGS += -fvisibility=hidden $(OPTFLAGS)
# a changed header rebuilds everything: simple, and never wrong
$(OBJS): $(wildcard src/*.h src/core/*.h)
shlib_map = src/synth.map
$(shlib): $(shlib_map)
else
all install installcheck clean uninstall:
	@echo "no PostgreSQL server headers: 'scripts/install-deps build' installs them, or set PG_CONFIG" >&2; exit 1
.DEFAULT_GOAL = all
endif

sql/synth--$(EXTVERSION).sql: $(sort $(wildcard sql/[0-9]*.sql))
	cat $^ > $@

demo:
	@scripts/demo
test:
	@scripts/run-tests
shell:
	@scripts/shell
bench:
	@bench/run
lint:
	@scripts/lint
format:
	@clang-format -i src/*.[ch] src/core/*.[ch] test/unit/*.[ch] && echo "formatted"

.PHONY: demo test shell bench lint format
