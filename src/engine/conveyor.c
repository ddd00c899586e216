/* The conveyor: a ring of batches between one producer and one taker. */
#include "engine/conveyor.h"

#include <pthread.h>
#include <stdlib.h>

#define PLACES 4

struct zd_conveyor {
	zd_produce *produce;
	void *context;
	pthread_t thread;
	bool running; /* whether the thread was started */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct zd_batch *ring[PLACES];
	size_t made;  /* batches put in, from the beginning */
	size_t taken; /* batches given back */
	bool held;    /* whether the taker holds ring[taken] */
	bool ended;   /* the producer is done */
	bool stop;    /* the taker wants no more */
	int code;
	struct zd_error err;
};

static void *work(void *context)
{
	struct zd_conveyor *c = context;
	for (;;) {
		pthread_mutex_lock(&c->lock);
		while (c->made - c->taken == PLACES && !c->stop)
			pthread_cond_wait(&c->changed, &c->lock);
		bool stop = c->stop;
		pthread_mutex_unlock(&c->lock);
		if (stop)
			return NULL;

		struct zd_batch **place = &c->ring[c->made % PLACES];
		struct zd_error err;
		int code = c->produce(c->context, place, &err);

		pthread_mutex_lock(&c->lock);
		bool ended = code || !*place;
		if (ended) {
			c->ended = true;
			c->code = code;
			c->err = err;
		} else {
			c->made++;
		}
		pthread_cond_signal(&c->changed);
		pthread_mutex_unlock(&c->lock);
		if (ended)
			return NULL;
	}
}

struct zd_conveyor *zd_conveyor_new(zd_produce *produce, void *context)
{
	struct zd_conveyor *c = zd_alloc(sizeof *c);
	c->produce = produce;
	c->context = context;
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->changed, NULL);
	c->running = pthread_create(&c->thread, NULL, work, c) == 0;
	if (!c->running) {
		c->ended = true;
		c->code = zd_fail(&c->err, ZD_IO, "no thread can be started");
	}
	return c;
}

int zd_conveyor_next(struct zd_conveyor *c, struct zd_batch **batch, struct zd_error *err)
{
	pthread_mutex_lock(&c->lock);
	if (c->held) {
		c->taken++;
		c->held = false;
		pthread_cond_signal(&c->changed);
	}
	while (c->made == c->taken && !c->ended)
		pthread_cond_wait(&c->changed, &c->lock);
	int code = ZD_OK;
	*batch = NULL;
	if (c->made > c->taken) {
		*batch = c->ring[c->taken % PLACES];
		c->held = true;
	} else if (c->code) {
		*err = c->err;
		code = c->code;
	}
	pthread_mutex_unlock(&c->lock);
	return code;
}

void zd_conveyor_free(struct zd_conveyor *c)
{
	if (!c)
		return;
	pthread_mutex_lock(&c->lock);
	c->stop = true;
	pthread_cond_signal(&c->changed);
	pthread_mutex_unlock(&c->lock);
	if (c->running)
		pthread_join(c->thread, NULL);
	for (size_t i = 0; i < PLACES; i++)
		zd_batch_free(c->ring[i]);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->changed);
	free(c);
}
