// Children move between states, person by person: the algorithm of src/decide/model in scalar C.
// Reads the file that bench/draws.ts writes, prints the milliseconds of each run and the children
// at each state, added up over quarters and draws: draws FILE RUNS
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { STATES = 10, POSITIONS = 99, NO_STEP = 15, TURNS = 16, COMES = 32, GROWN = 64 };
static const uint32_t MOST = 4294967295u, STRIDE = 0x9e3779b9u, AFTER = 127;

static int32_t children, quarters, draws, bands, blocks;
static int32_t *ends, *plan, *turn, *state_at, *arrival;
static uint8_t *first_positions, *positions;
static uint32_t *leavers;
static uint32_t *keys, *stay, *up_to;
static int32_t counts[STATES];
static int64_t totals[STATES];

static void *read_part(FILE *file, size_t bytes) {
  void *part = malloc(bytes + 8);
  if (part == NULL || fread(part, 1, bytes, file) != bytes) exit(2);
  return part;
}

static void read_all(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) exit(2);
  int32_t *head = read_part(file, 5 * 4);
  children = head[0], quarters = head[1], draws = head[2], bands = head[3], blocks = head[4];
  ends = read_part(file, (size_t)blocks * 2 * 4);
  plan = read_part(file, (size_t)blocks * quarters * 4);
  turn = read_part(file, POSITIONS * 4);
  state_at = read_part(file, POSITIONS * 4);
  arrival = read_part(file, STATES * 4);
  first_positions = read_part(file, (size_t)children);
  keys = read_part(file, (size_t)draws * 2 * 4);
  stay = read_part(file, (size_t)draws * bands * POSITIONS * 4);
  up_to = read_part(file, (size_t)draws * bands * POSITIONS * STATES * 4);
  positions = malloc((size_t)children);
  leavers = malloc(((size_t)children + 1) * 4);
  fclose(file);
}

static uint8_t arrive(const uint32_t *stays, const uint32_t *ups, uint8_t position, uint32_t bits) {
  uint32_t chance = bits < MOST - 1 - AFTER ? bits : MOST - 1 - AFTER;
  if (chance < stays[position]) return stays[position] & AFTER;
  const uint32_t *row = ups + (size_t)position * STATES;
  int state = 0;
  while (chance >= row[state]) state += 1;
  counts[state_at[position]] -= 1;
  counts[state] += 1;
  return (uint8_t)arrival[state];
}

static inline uint32_t mixed(uint32_t bits, uint32_t second) {
  bits ^= bits >> 16;
  bits = bits * 0x21f0aaadu + second;
  bits ^= bits >> 15;
  bits *= 0x735a2d97u;
  return bits ^ bits >> 15;
}

static void step(int block, int quarter, int band, int draw) {
  const uint32_t *stays = stay + ((size_t)draw * bands + band) * POSITIONS;
  const uint32_t *ups = up_to + ((size_t)draw * bands + band) * POSITIONS * STATES;
  uint32_t from = (uint32_t)ends[block * 2], to = (uint32_t)ends[block * 2 + 1];
  uint32_t counter = keys[draw * 2] + (((uint32_t)quarter << 24) | from) * STRIDE;
  uint32_t second = keys[draw * 2 + 1];
  uint32_t leaving = 0;
  for (uint32_t child = from; child < to; child += 1) {
    uint32_t bits = mixed(counter, second);
    counter += STRIDE;
    uint8_t position = positions[child];
    uint32_t threshold = stays[position];
    positions[child] = threshold & AFTER;
    leavers[leaving] = child << 7 | position;
    leaving += bits >= threshold;
  }
  uint32_t start = keys[draw * 2] + ((uint32_t)quarter << 24) * STRIDE;
  for (uint32_t i = 0; i < leaving; i += 1) {
    uint32_t child = leavers[i] >> 7;
    uint32_t bits = mixed(start + child * STRIDE, second);
    positions[child] = arrive(stays, ups, (uint8_t)(leavers[i] & AFTER), bits);
  }
}

static void run_draw(int draw) {
  memcpy(positions, first_positions, (size_t)children);
  memset(counts, 0, sizeof counts);
  for (int quarter = 0; quarter < quarters; quarter += 1) {
    for (int block = 0; block < blocks; block += 1) {
      int code = plan[block * quarters + quarter];
      if (code <= NO_STEP) continue;
      for (int child = ends[block * 2]; child < ends[block * 2 + 1]; child += 1) {
        uint8_t before = positions[child];
        if (code & TURNS) positions[child] = (uint8_t)turn[before];
        if (code & GROWN) positions[child] = (uint8_t)arrival[STATES - 1];
        if ((code & COMES) == 0) counts[state_at[before]] -= 1;
        counts[state_at[positions[child]]] += 1;
      }
    }
    for (int state = 0; state < STATES; state += 1) totals[state] += counts[state];
    for (int block = 0; block < blocks; block += 1) {
      int code = plan[block * quarters + quarter];
      if (code >= 0 && (code & NO_STEP) != NO_STEP) step(block, quarter, code & NO_STEP, draw);
    }
  }
}

int main(int count, char **words) {
  if (count < 3) return 2;
  read_all(words[1]);
  for (int run = atoi(words[2]); run > 0; run -= 1) {
    struct timespec start, end;
    memset(totals, 0, sizeof totals);
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int draw = 0; draw < draws; draw += 1) run_draw(draw);
    clock_gettime(CLOCK_MONOTONIC, &end);
    double seconds = (double)(end.tv_sec - start.tv_sec);
    double ms = seconds * 1e3 + (double)(end.tv_nsec - start.tv_nsec) / 1e6;
    printf("ms %.3f\n", ms);
  }
  for (int state = 0; state < STATES; state += 1) printf("%" PRId64 "\n", totals[state]);
  return 0;
}
