/*
 * Measures libsrtp 2 for the benchmark beside it: the loop of SrtpLoop.java in C. It is this project's srtp_bench.c,
 * written when the peers were chosen, without what the race does now (options, medians, the table).
 *
 * Reads lines "SUITE PAYLOAD STREAMS MILLISECONDS" and answers each with "PROTECT UNPROTECT 0": nanoseconds of CPU time a
 * packet, and octets allocated in a heap of garbage, of which C has none. "-" when libsrtp lacks the suite.
 */
#define _GNU_SOURCE
#include <srtp2/srtp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BATCH = 5000, RING = 64, SLOT = 2048, HEADER = 12 };

struct cell {
    char suite[64];
    int payload, streams, millis;
};

/* The packets of one operation: sessions for each stream, in step from packet number 1. */
struct flow {
    srtp_t *senders, *receivers;
    uint32_t sequence;
};

static uint8_t ring[RING * SLOT], pool[BATCH * SLOT];

/* CPU time of this thread: what other processes take of the CPU does not count. */
static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void die(const char *what, int status)
{
    fprintf(stderr, "%s: status %d\n", what, status);
    exit(1);
}

static void put32(uint8_t *p, uint32_t v)
{
    p[0] = v >> 24;
    p[1] = v >> 16;
    p[2] = v >> 8;
    p[3] = v;
}

static uint32_t ssrc_of(int stream) { return 0x10000u + (uint32_t)stream; }

static void rtp_header(uint8_t *p, uint32_t n, int stream)
{
    put32(p, 0x80000000u | (n & 0xFFFFu));
    put32(p + 4, n * 160);
    put32(p + 8, ssrc_of(stream));
}

static int set_suite(srtp_crypto_policy_t *p, const char *suite)
{
    if (!strcmp(suite, "AES_CM_128_HMAC_SHA1_80")) srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(p);
    else if (!strcmp(suite, "AES_CM_128_HMAC_SHA1_32")) srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32(p);
    else if (!strcmp(suite, "AES_256_CM_HMAC_SHA1_80")) srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(p);
    else if (!strcmp(suite, "AEAD_AES_128_GCM")) srtp_crypto_policy_set_aes_gcm_128_16_auth(p);
    else if (!strcmp(suite, "AEAD_AES_256_GCM")) srtp_crypto_policy_set_aes_gcm_256_16_auth(p);
    else return 0;
    return 1;
}

static srtp_t session(const char *suite, int stream)
{
    uint8_t key[64];
    for (size_t i = 0; i < sizeof key; i++) {
        key[i] = (uint8_t)(i * 7 + (size_t)stream * 13 + ((size_t)stream >> 8) * 29 + 1);
    }
    srtp_policy_t policy;
    memset(&policy, 0, sizeof policy);
    if (!set_suite(&policy.rtp, suite) || !set_suite(&policy.rtcp, suite)) return NULL;
    policy.ssrc.type = ssrc_specific;
    policy.ssrc.value = ssrc_of(stream);
    policy.key = key;
    policy.window_size = 128;
    srtp_t made;
    return srtp_create(&made, &policy) == srtp_err_status_ok ? made : NULL;
}

static int open_flow(struct flow *f, const struct cell *c)
{
    f->sequence = 1;
    f->senders = calloc((size_t)c->streams, sizeof *f->senders);
    f->receivers = calloc((size_t)c->streams, sizeof *f->receivers);
    for (int s = 0; s < c->streams; s++) {
        f->senders[s] = session(c->suite, s);
        f->receivers[s] = session(c->suite, s);
        if (!f->senders[s] || !f->receivers[s]) return 0;
    }
    return 1;
}

static void close_flow(struct flow *f, const struct cell *c)
{
    for (int s = 0; f->senders && s < c->streams; s++) {
        if (f->senders[s]) srtp_dealloc(f->senders[s]);
        if (f->receivers[s]) srtp_dealloc(f->receivers[s]);
    }
    free(f->senders);
    free(f->receivers);
}

static int protect(srtp_t s, uint8_t *packet, int length)
{
    srtp_err_status_t status = srtp_protect(s, packet, &length);
    if (status != srtp_err_status_ok) die("protect", status);
    return length;
}

/* One batch over all streams in turn; returns the nanoseconds taken. */
static uint64_t protect_batch(struct flow *f, const struct cell *c)
{
    uint64_t start = now_ns();
    for (int k = 0, stream = 0; k < BATCH; k++) {
        uint8_t *p = ring + (size_t)(k % RING) * SLOT;
        rtp_header(p, f->sequence, stream);
        protect(f->senders[stream], p, HEADER + c->payload);
        if (++stream == c->streams) {
            stream = 0;
            f->sequence++;
        }
    }
    return now_ns() - start;
}

static int fill_pool(struct flow *f, const struct cell *c)
{
    int length = 0;
    for (int k = 0, stream = 0; k < BATCH; k++) {
        uint8_t *p = pool + (size_t)k * SLOT;
        rtp_header(p, f->sequence, stream);
        memset(p + HEADER, k, (size_t)c->payload);
        length = protect(f->senders[stream], p, HEADER + c->payload);
        if (++stream == c->streams) {
            stream = 0;
            f->sequence++;
        }
    }
    return length;
}

static uint64_t unprotect_batch(struct flow *f, const struct cell *c)
{
    int length = fill_pool(f, c);
    uint64_t start = now_ns();
    for (int k = 0, stream = 0; k < BATCH; k++) {
        uint8_t *p = ring + (size_t)(k % RING) * SLOT;
        memcpy(p, pool + (size_t)k * SLOT, (size_t)length);
        int n = length;
        srtp_err_status_t status = srtp_unprotect(f->receivers[stream], p, &n);
        if (status != srtp_err_status_ok) die("unprotect", status);
        if (n != HEADER + c->payload || p[HEADER] != (uint8_t)k) die("wrong plaintext", n);
        if (++stream == c->streams) stream = 0;
    }
    return now_ns() - start;
}

static double measure(uint64_t (*batch)(struct flow *, const struct cell *), struct flow *f, const struct cell *c)
{
    uint64_t spent = 0, packets = 0;
    while (spent < (uint64_t)c->millis * 1000000u) {
        spent += batch(f, c);
        packets += BATCH;
    }
    return (double)spent / (double)packets;
}

static int same(const struct cell *a, const struct cell *b)
{
    return !strcmp(a->suite, b->suite) && a->payload == b->payload && a->streams == b->streams;
}

int main(void)
{
    struct cell last = { "", 0, 0, 0 }, next;
    struct flow there = { NULL, NULL, 0 }, back = there;
    int known = 0;
    srtp_err_status_t status = srtp_init();
    if (status != srtp_err_status_ok) die("srtp_init", status);
    while (scanf("%63s %d %d %d", next.suite, &next.payload, &next.streams, &next.millis) == 4) {
        if (!same(&last, &next)) {
            close_flow(&there, &last);
            close_flow(&back, &last);
            known = open_flow(&there, &next);
            known = open_flow(&back, &next) && known;
        }
        last = next;
        if (known) printf("%.1f %.1f 0\n", measure(protect_batch, &there, &next), measure(unprotect_batch, &back, &next));
        else puts("-");
        fflush(stdout);
    }
    return 0;
}
