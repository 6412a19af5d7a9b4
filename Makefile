# synth: synthetic rows inside PostgreSQL
EXTENSION = synth
EXTVERSION = $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" synth.control)
MODULE_big = synth
CORE_OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/core/*.c)))
SKIN_OBJS = $(patsubst %.c,%.o,$(sort $(wildcard src/*.c)))
OBJS = $(SKIN_OBJS) $(CORE_OBJS)
DATA_built = sql/synth--$(EXTVERSION).sql
EXTRA_CLEAN = sql/synth--$(EXTVERSION).sql

PG_CPPFLAGS = -I$(srcdir)/src
PG_CFLAGS = -std=gnu11 -Wall -Wextra -Werror -Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers -Wno-declaration-after-statement -ffp-contract=off
SHLIB_LINK = -lgsl -lopenblas -lm

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# the core exports nothing: PostgreSQL loads modules with RTLD_GLOBAL
$(CORE_OBJS): CFLAGS += -fvisibility=hidden -O3

sql/synth--$(EXTVERSION).sql: $(sort $(wildcard sql/[0-9]*.sql))
	cat $^ > $@
