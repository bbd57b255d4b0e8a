/*
 * OpenSSL's libcrypto as a contestant: its CMS API driven in process over memory BIOs.
 *
 * Speaks lines on standard input and output, so that the runner can take turns between contestants:
 *
 *   load NAME FILE            keeps the octets of a file under a name
 *   key NAME KEYFILE CERT     an identity in PEM; its certificate is its name too
 *   others FILE               certificates in PEM: whom else a message is encrypted to
 *   cpu PID                   answers: ok CPU_NANOSECONDS of that process
 *   run STYLE OP INPUT KEY RECIPIENTS COUNT OUT
 *                             runs an operation COUNT times, writes the last result to OUT unless
 *                             that is "-", answers: ok CPU_NANOSECONDS WALL_NANOSECONDS
 *
 * STYLE is "user" (as users of the API write it: SMIME_read_CMS, CMS_*, SMIME_write_CMS) or "tuned"
 * (as an expert would: BIOs sized beforehand, own boundary search, no copy of what is thrown away).
 */
#define _GNU_SOURCE
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/buffer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_THINGS 256

struct blob { char name[64]; char *data; long length; };
struct identity { char name[64]; EVP_PKEY *key; X509 *cert; };

static struct blob blobs[MAX_THINGS];
static struct identity identities[MAX_THINGS];
static int blob_count, identity_count;
static STACK_OF(X509) *others;

static void die(const char *what) {
  fprintf(stderr, "libcrypto_bench: %s\n", what);
  ERR_print_errors_fp(stderr);
  exit(3);
}

static struct blob *blob_named(const char *name) {
  for (int i = 0; i < blob_count; i++)
    if (!strcmp(blobs[i].name, name)) return &blobs[i];
  die("no such input");
  return NULL;
}

static struct identity *identity_named(const char *name) {
  for (int i = 0; i < identity_count; i++)
    if (!strcmp(identities[i].name, name)) return &identities[i];
  die("no such key");
  return NULL;
}

static void load(const char *name, const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) die(path);
  struct blob *b = NULL;
  for (int i = 0; i < blob_count; i++)
    if (!strcmp(blobs[i].name, name)) b = &blobs[i];
  if (!b) {
    if (blob_count == MAX_THINGS) die("too many inputs");
    b = &blobs[blob_count++];
  } else {
    free(b->data);
  }
  fseek(file, 0, SEEK_END);
  b->length = ftell(file);
  rewind(file);
  b->data = malloc(b->length + 1);
  if (fread(b->data, 1, b->length, file) != (size_t)b->length) die(path);
  b->data[b->length] = 0;
  snprintf(b->name, sizeof b->name, "%s", name);
  fclose(file);
}

static void add_identity(const char *name, const char *key, const char *cert) {
  if (identity_count == MAX_THINGS) die("too many keys");
  struct identity *i = &identities[identity_count++];
  snprintf(i->name, sizeof i->name, "%s", name);
  BIO *in = BIO_new_file(key, "r");
  if (!in || !(i->key = PEM_read_bio_PrivateKey(in, NULL, NULL, NULL))) die(key);
  BIO_free(in);
  in = BIO_new_file(cert, "r");
  if (!in || !(i->cert = PEM_read_bio_X509(in, NULL, NULL, NULL))) die(cert);
  BIO_free(in);
}

static void load_others(const char *path) {
  BIO *in = BIO_new_file(path, "r");
  if (!in) die(path);
  others = sk_X509_new_null();
  for (X509 *cert; (cert = PEM_read_bio_X509(in, NULL, NULL, NULL));) sk_X509_push(others, cert);
  ERR_clear_error();
  BIO_free(in);
}

/* A memory BIO whose buffer has room for what is expected: no growing, no moving. */
static BIO *sized(long expected) {
  BIO *bio = BIO_new(BIO_s_mem());
  BUF_MEM *mem = BUF_MEM_new();
  if (!BUF_MEM_grow(mem, expected)) die("memory");
  mem->length = 0;
  BIO_set_mem_buf(bio, mem, BIO_CLOSE);
  return bio;
}

static BIO *output(int tuned, long expected) {
  return tuned ? sized(expected) : BIO_new(BIO_s_mem());
}

static STACK_OF(X509) *recipients(struct identity *who, int count) {
  STACK_OF(X509) *stack = sk_X509_new_null();
  if (count > 1 && (!others || sk_X509_num(others) < count - 1)) die("too few others");
  for (int i = 0; i < count - 1; i++) sk_X509_push(stack, sk_X509_value(others, i));
  sk_X509_push(stack, who->cert);
  return stack;
}

static BIO *sign(int tuned, BIO *in, long length, struct identity *who) {
  unsigned int flags = CMS_DETACHED | CMS_STREAM | (tuned ? CMS_BINARY : 0);
  CMS_ContentInfo *cms = CMS_sign(who->cert, who->key, NULL, in, flags);
  BIO *out = output(tuned, length + 16384);
  if (!cms || !SMIME_write_CMS(out, cms, in, flags)) die("sign");
  CMS_ContentInfo_free(cms);
  return out;
}

static BIO *encrypt(int tuned, BIO *in, long length, STACK_OF(X509) *to, const EVP_CIPHER *cipher) {
  unsigned int flags = CMS_STREAM | (tuned ? CMS_BINARY : 0);
  CMS_ContentInfo *cms = CMS_encrypt(to, in, cipher, flags);
  BIO *out = output(tuned, length * 14 / 10 + 16384 + 600L * sk_X509_num(to));
  if (!cms || !SMIME_write_CMS(out, cms, in, flags)) die("encrypt");
  CMS_ContentInfo_free(cms);
  return out;
}

static char *body_of(char *data, long length) {
  char *body = memmem(data, length, "\r\n\r\n", 4);
  if (body) return body + 4;
  body = memmem(data, length, "\n\n", 2);
  if (!body) die("no body");
  return body + 2;
}

/* CMS from base64 that starts here. */
static CMS_ContentInfo *cms_of_base64(char *data, long length) {
  BIO *mem = BIO_new_mem_buf(data, length);
  BIO *b64 = BIO_push(BIO_new(BIO_f_base64()), mem);
  CMS_ContentInfo *cms = d2i_CMS_bio(b64, NULL);
  BIO_free_all(b64);
  if (!cms) die("read");
  return cms;
}

static BIO *decrypt(int tuned, char *data, long length, struct identity *who) {
  CMS_ContentInfo *cms;
  if (tuned) {
    char *body = body_of(data, length);
    cms = cms_of_base64(body, data + length - body);
  } else {
    BIO *in = BIO_new_mem_buf(data, length);
    cms = SMIME_read_CMS(in, NULL);
    BIO_free(in);
  }
  BIO *out = output(tuned, length);
  if (!cms || !CMS_decrypt(cms, who->key, who->cert, NULL, out, CMS_BINARY)) die("decrypt");
  CMS_ContentInfo_free(cms);
  return out;
}

static void verify_user(char *data, long length, BIO *out) {
  BIO *in = BIO_new_mem_buf(data, length);
  BIO *content = NULL;
  CMS_ContentInfo *cms = SMIME_read_CMS(in, &content);
  if (!cms || !CMS_verify(cms, NULL, NULL, content, out, CMS_NO_SIGNER_CERT_VERIFY)) die("verify");
  CMS_ContentInfo_free(cms);
  BIO_free(content);
  BIO_free(in);
}

/* Finds the parts itself: the boundary is the first line that starts with two hyphens. */
static void verify_tuned(char *data, long length) {
  char *end = data + length;
  char *mark = memmem(data, length, "\n--", 3);
  if (!mark) die("no boundary");
  char *line = mark + 1;
  char *stop = memchr(line, '\n', end - line);
  long size = stop - line;
  if (line[size - 1] == '\r') size--;
  char *content = stop + 1;
  char needle[256];
  needle[0] = '\n';
  memcpy(needle + 1, line, size);
  char *second = memmem(content, end - content, needle, size + 1);
  if (!second) die("no second boundary");
  char *content_end = second;
  if (content_end[-1] == '\r') content_end--;
  char *signature = body_of(second + 1 + size, end - second - 1 - size);
  char *close = memmem(signature, end - signature, needle, size + 1);
  CMS_ContentInfo *cms = cms_of_base64(signature, (close ? close : end) - signature);
  BIO *in = BIO_new_mem_buf(content, content_end - content);
  BIO *sink = BIO_new(BIO_s_null());
  if (!CMS_verify(cms, NULL, NULL, in, sink, CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY))
    die("verify");
  BIO_free(in);
  BIO_free(sink);
  CMS_ContentInfo_free(cms);
}

static void verify(int tuned, char *data, long length) {
  if (tuned) {
    verify_tuned(data, length);
  } else {
    BIO *out = BIO_new(BIO_s_mem());
    verify_user(data, length, out);
    BIO_free(out);
  }
}

/* One operation; the result, or NULL where there is none but "it holds". */
static BIO *operate(int tuned, const char *op, struct blob *b, struct identity *who, int count) {
  if (!strcmp(op, "verify")) {
    verify(tuned, b->data, b->length);
    return NULL;
  }
  if (!strncmp(op, "decrypt", 7)) {
    BIO *plain = decrypt(tuned, b->data, b->length, who);
    if (!strcmp(op, "decrypt-verify")) {
      char *data;
      long length = BIO_get_mem_data(plain, &data);
      verify(tuned, data, length);
    }
    return plain;
  }
  BIO *in = BIO_new_mem_buf(b->data, b->length);
  const EVP_CIPHER *cipher = strstr(op, "gcm") ? EVP_aes_256_gcm() : EVP_aes_256_cbc();
  BIO *out;
  if (!strcmp(op, "sign")) {
    out = sign(tuned, in, b->length, who);
  } else {
    STACK_OF(X509) *to = recipients(who, count);
    if (!strcmp(op, "sign-encrypt")) {
      BIO *signed_mail = sign(tuned, in, b->length, who);
      out = encrypt(tuned, signed_mail, b->length + 8192, to, cipher);
      BIO_free(signed_mail);
    } else if (!strncmp(op, "encrypt", 7)) {
      out = encrypt(tuned, in, b->length, to, cipher);
    } else {
      die("no such operation");
      return NULL;
    }
    sk_X509_free(to);
  }
  BIO_free(in);
  return out;
}

static long long now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static long long cpu_of(long pid) {
  clockid_t clock;
  if (clock_getcpuclockid(pid, &clock)) die("no such process");
  return now(clock);
}

static void keep(BIO *result, const char *path) {
  char *data;
  long length = BIO_get_mem_data(result, &data);
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(data, 1, length, file) != (size_t)length) die(path);
  fclose(file);
}

static void run(char *arguments) {
  char style[16], op[32], input[64], key[64], path[512];
  int to, count;
  if (sscanf(arguments, "%15s %31s %63s %63s %d %d %511s", style, op, input, key, &to, &count, path) != 7)
    die("usage: run STYLE OP INPUT KEY RECIPIENTS COUNT OUT");
  int tuned = !strcmp(style, "tuned");
  struct blob *b = blob_named(input);
  struct identity *who = identity_named(key);
  long long cpu = now(CLOCK_PROCESS_CPUTIME_ID), wall = now(CLOCK_MONOTONIC);
  for (int i = 0; i < count; i++) {
    BIO *result = operate(tuned, op, b, who, to);
    if (result && i == count - 1 && strcmp(path, "-")) {
      cpu -= now(CLOCK_PROCESS_CPUTIME_ID);
      wall -= now(CLOCK_MONOTONIC);
      keep(result, path);
      cpu += now(CLOCK_PROCESS_CPUTIME_ID);
      wall += now(CLOCK_MONOTONIC);
    }
    BIO_free(result);
  }
  cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
  wall = now(CLOCK_MONOTONIC) - wall;
  printf("ok %lld %lld\n", cpu, wall);
}

int main(void) {
  char line[2048], a[64], b[512], c[512];
  printf("ready %s\n", OpenSSL_version(OPENSSL_VERSION));
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "load %63s %511s", a, b) == 2) {
      load(a, b);
      printf("ok 0 0\n");
    } else if (sscanf(line, "key %63s %511s %511s", a, b, c) == 3) {
      add_identity(a, b, c);
      printf("ok 0 0\n");
    } else if (sscanf(line, "others %511s", b) == 1) {
      load_others(b);
      printf("ok 0 0\n");
    } else if (sscanf(line, "cpu %63s", a) == 1) {
      printf("ok %lld\n", cpu_of(atol(a)));
    } else if (!strncmp(line, "run ", 4)) {
      run(line + 4);
    } else {
      die("unknown command");
    }
    fflush(stdout);
  }
  return 0;
}
