/*
 * Logistic regression over rows of features: wording_fit < PROBLEM > WEIGHTS.
 *
 * PROBLEM is numbers of 32 bits: how many rows, features and entries; where
 * the entries of each row begin, and those of the last one end; the entries,
 * which are features by number; for each row, how much it counts (a float);
 * and whether it is junk (1 or 0). WEIGHTS are floats, one a feature, and the
 * start behind them.
 *
 * It steps by AdaGrad (Duchi, Hazan and Singer, "Adaptive subgradient methods
 * for online learning", 2011), so that rare features move as far as frequent
 * ones. It ends before the optimum on purpose: that knows the rows too well.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	PASSES = 12,
	MEAN = 6	/* the last passes, whose weights are averaged */
};

static const float STEP = 0.15F;	/* of the first pass */
static const float SLOWER = 0.85F;	/* each pass against the one before */
static const float PENALTY = 0.01F;	/* of a weight's square, once a pass */
static const float SQUARES = 0.01F;	/* of slopes, before the first step */

struct problem {
	uint32_t rows, features, entries;
	uint32_t *start, *entry, *junk;
	float *counts;
};

struct fit {
	float *weight, *squares;	/* of the features, and the start */
	float *mean;	/* of the weight, over the last passes */
	float *share;	/* of the penalty that one entry brings */
	uint32_t *order;
	uint32_t random;
};

static void *
numbers(size_t n)
{
	void *p = calloc(n + 1, sizeof(uint32_t));

	if (p == NULL) {
		fputs("wording_fit: no memory\n", stderr);
		exit(1);
	}
	return p;
}

static void *
read_numbers(size_t n)
{
	void *p = numbers(n);

	if (fread(p, sizeof(uint32_t), n, stdin) != n) {
		fputs("wording_fit: the problem is too short\n", stderr);
		exit(1);
	}
	return p;
}

static struct problem
read_problem(void)
{
	uint32_t *head = read_numbers(3);
	struct problem p = { head[0], head[1], head[2], NULL, NULL, NULL, NULL };

	free(head);
	p.start = read_numbers((size_t)p.rows + 1);
	p.entry = read_numbers(p.entries);
	p.counts = read_numbers(p.rows);
	p.junk = read_numbers(p.rows);
	return p;
}

static struct fit
make_fit(const struct problem *p)
{
	size_t n = p->features;
	struct fit f = { numbers(n), numbers(n), numbers(n), numbers(n),
	    numbers(p->rows), 1 };

	for (uint32_t i = 0; i < p->entries; i++)
		f.share[p->entry[i]]++;
	for (uint32_t i = 0; i <= p->features; i++) {
		f.squares[i] = SQUARES;
		f.share[i] = f.share[i] > 0 ? PENALTY / f.share[i] : 0;
	}
	for (uint32_t i = 0; i < p->rows; i++)
		f.order[i] = i;
	return f;
}

static uint32_t
below(struct fit *f, uint32_t n)
{
	f->random = f->random * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)f->random * n >> 32);
}

static void
shuffle(struct fit *f, uint32_t n)
{
	for (uint32_t i = n; i > 1; i--) {
		uint32_t j = below(f, i), last = f->order[i - 1];

		f->order[i - 1] = f->order[j];
		f->order[j] = last;
	}
}

static void
move(struct fit *f, uint32_t feature, float slope, float step)
{
	float g = slope + f->weight[feature] * f->share[feature];

	f->squares[feature] += g * g;
	f->weight[feature] -= step * g / sqrtf(f->squares[feature]);
}

static void
learn(struct fit *f, const struct problem *p, uint32_t row, float step)
{
	float sum = f->weight[p->features], slope;

	for (uint32_t i = p->start[row]; i < p->start[row + 1]; i++)
		sum += f->weight[p->entry[i]];
	slope = p->counts[row] * (1 / (1 + expf(-sum)) - (float)p->junk[row]);
	for (uint32_t i = p->start[row]; i < p->start[row + 1]; i++)
		move(f, p->entry[i], slope, step);
	move(f, p->features, slope, step);
}

static void
average(struct fit *f, size_t features)
{
	for (size_t i = 0; i <= features; i++)
		f->mean[i] += f->weight[i] / MEAN;
}

int
main(void)
{
	struct problem p = read_problem();
	struct fit f = make_fit(&p);
	float step = STEP;

	for (int pass = 0; pass < PASSES; pass++, step *= SLOWER) {
		shuffle(&f, p.rows);
		for (uint32_t i = 0; i < p.rows; i++)
			learn(&f, &p, f.order[i], step);
		if (pass >= PASSES - MEAN)
			average(&f, p.features);
	}
	fwrite(f.mean, sizeof(*f.mean), (size_t)p.features + 1, stdout);
	return fflush(stdout) == 0 ? 0 : 1;
}
