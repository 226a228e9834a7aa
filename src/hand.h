/* A worker as its parent sees it. Descriptors never make the parent wait. */
#ifndef HAND_H
#define HAND_H

#include <sys/types.h>

#include "arena.h"
#include "worker.h"

/* a record on its way through a worker */
struct slot {
	struct arena arena;	/* holds all of it */
	struct record record;
	str wire;		/* of the record, but for its raw bytes */
	size_t sent;		/* bytes of wire and of these */
	struct answer answer;
	bool done;
};

/* at work on one record, the next one waits in the socket */
enum { HAND_QUEUE = 2 };

struct hand {
	pid_t pid;		/* 0: none */
	int fd;
	struct slot *queue[HAND_QUEUE];	/* the first is at work */
	size_t n;
	double deadline;	/* of the first, by stats_clock; 0: none */
	bool greeted;		/* it came up */
	bool late;		/* killed for its time */
	bool leaving;		/* ends by itself, to no record's harm */
	struct reply reply;	/* of the answer that is coming in */
	size_t got;		/* bytes of reply and what follows it */
	char *body;
};

struct hand_opts {
	const struct job *job;
	const struct sandbox_opts *sandbox;
	double timeout;		/* seconds a record may take; 0: any */
	int null;		/* /dev/null, open */
	size_t most;		/* bytes of one answer */
};

/* false after reporting that no process could be made */
bool hand_start(struct hand *, const struct hand_opts *, struct diag *);
void hand_push(struct hand *, const struct hand_opts *, struct slot *);
/* something waits to be sent */
bool hand_pending(const struct hand *);
void hand_send(struct hand *);
/* takes in what came; false when the worker is gone or talks nonsense */
bool hand_receive(struct hand *, const struct hand_opts *);
/* kills it when its record is overdue */
void hand_check(struct hand *, double now);
/*
 * Ends what is left of the process. When it took a record along, that record
 * is first in the queue; returns why, with words for it in *note; else
 * MSG_NOTE.
 */
enum msg hand_end(struct hand *, const char **note);

#endif
