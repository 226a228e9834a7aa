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
		  libseccomp zlib libzstd libbrotlidec

CFLAGS		= -O2 -g
HARDEN		= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDENLD	= -pie -Wl,-z,relro -Wl,-z,now
WARN		= -Wall -Wextra -Wpedantic -Wshadow -Wconversion \
		  $(if $(WERROR),-Werror)
CPPFLAGS	=
LDFLAGS		=

# src is searched for "x.h" only: <limits.h> stays the system's
ALL_CFLAGS	:= -std=c11 -D_GNU_SOURCE $(WARN) $(HARDEN) \
		  -iquote src -iquote $(OBJDIR) \
		  $(shell $(PKG_CONFIG) --cflags $(PKGS)) $(CPPFLAGS) $(CFLAGS)
ALL_LDFLAGS	:= $(HARDENLD) -Wl,--as-needed $(CFLAGS) $(LDFLAGS)
LIBS		:= $(shell $(PKG_CONFIG) --libs $(PKGS))

# One object a line, room by room; HDR is for lint and for dist.
OBJ = \
	arena.o \
	str.o \
	utf8.o \
	diag.o \
	limits.o \
	doc.o

HDR = \
	arena.h \
	diag.h \
	doc.h \
	elem.h \
	emit.h \
	limits.h \
	str.h \
	utf8.h

OBJS		= $(addprefix $(OBJDIR)/,$(OBJ))
# everything but the edge: what unit tests and fuzz targets link with
LIBOBJS		= $(filter-out $(OBJDIR)/main.o,$(OBJS))

all: $(if $(filter main.o,$(OBJ)),$(PROG),$(OBJS))

$(PROG): $(OBJS)
	$(CC) $(ALL_LDFLAGS) -o $@ $(OBJS) $(LIBS)

$(OBJDIR)/%.o: src/%.c $(OBJDIR)/flags $(OBJDIR)/version.h
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# sources that the build makes
$(OBJDIR)/%.o: $(OBJDIR)/%.c $(OBJDIR)/flags
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# rewritten only when they change, so that other flags rebuild and nothing else
$(OBJDIR)/flags: FORCE
	@mkdir -p $(OBJDIR)
	@echo '$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS)' > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(OBJDIR)/version.h: FORCE
	@mkdir -p $(OBJDIR)
	@{ echo '#define WINNOW_VERSION "$(VERSION)"'; \
	echo '#define WINNOW_SYSCONFDIR "$(SYSCONFDIR)"'; } > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

-include $(OBJS:.o=.d)

clean:
	rm -rf build winnow

FORCE:

.PHONY: all clean FORCE
.DELETE_ON_ERROR:
