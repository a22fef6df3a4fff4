// What the disk and SQLite can do without us.
//
//     CommitBenchmark FILE ROWS_BEFORE ROWS_PER_COMMIT COMMITS
//
// Writes the rows of passes as the store keeps them, so many a commit, with synchronous=FULL, in a new FILE that holds
// ROWS_BEFORE of them already, and prints the processor time of one row, in seconds. Then writes and syncs one block at a
// time, as often as it makes commits, and prints how long the median took.

#include <fcntl.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char *SCHEMA =
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096;"
    "CREATE TABLE passes (number INTEGER PRIMARY KEY, id BLOB NOT NULL, token BLOB NOT NULL, person INTEGER NOT NULL,"
    " point INTEGER NOT NULL, collector INTEGER NOT NULL, at INTEGER NOT NULL, recorded INTEGER NOT NULL,"
    " temperature INTEGER, colour TEXT NOT NULL, allowed INTEGER NOT NULL, why TEXT NOT NULL, offline INTEGER NOT NULL)"
    " STRICT;"
    "CREATE UNIQUE INDEX passes_id ON passes(id);"
    "CREATE UNIQUE INDEX passes_token ON passes(token);";
static const char *INSERT =
    "INSERT INTO passes (id, token, person, point, collector, at, recorded, temperature, colour, allowed, why, offline)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const int BULK = 10000;
static const int ROWS_A_SECOND = 10000;

static void fail(const char *what) {
    fprintf(stderr, "CommitBenchmark: %s\n", what);
    exit(3);
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

// SplitMix64: ids and tokens are random but for their time, as real ones are.
static uint64_t next(void) {
    static uint64_t state = 20200401;
    uint64_t mixed = state += 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

// Ids begin with their millisecond (UUIDs of version 7), and tokens with their minute.
static void begin_with(uint64_t time, int length, void *id) {
    for (int place = length - 1; place >= 0; place--, time >>= 8) ((uint8_t *)id)[place] = time;
}

static void insert(sqlite3_stmt *statement) {
    static uint64_t row = 0;
    row++;
    uint64_t bytes[4] = {next(), next(), next(), next()};
    begin_with(row * 1000 / ROWS_A_SECOND, 6, bytes);
    begin_with(row / (60 * ROWS_A_SECOND), 2, bytes + 2);
    sqlite3_bind_blob(statement, 1, bytes, 16, SQLITE_TRANSIENT);
    sqlite3_bind_blob(statement, 2, bytes + 2, 12, SQLITE_TRANSIENT);
    sqlite3_bind_int64(statement, 3, bytes[0] % 1000000);
    sqlite3_bind_int64(statement, 4, bytes[1] % 256);
    sqlite3_bind_int64(statement, 5, bytes[1] % 256);
    sqlite3_bind_int64(statement, 6, 1585699200);
    sqlite3_bind_int64(statement, 7, 1585699200);
    sqlite3_bind_int64(statement, 8, 3650);
    sqlite3_bind_text(statement, 9, "green", -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 10, 1);
    sqlite3_bind_text(statement, 11, "allowed", -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 12, 0);
    if (sqlite3_step(statement) != SQLITE_DONE) fail("a row was refused");
    sqlite3_reset(statement);
}

static void commit(sqlite3 *database, sqlite3_stmt *statement, int rows) {
    sqlite3_exec(database, "BEGIN IMMEDIATE", NULL, NULL, NULL);
    for (int row = 0; row < rows; row++) insert(statement);
    if (sqlite3_exec(database, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
}

static void measure_rows(const char *path, int before, int rows, int commits) {
    sqlite3 *database;
    sqlite3_stmt *statement;
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    if (sqlite3_open(path, &database) != SQLITE_OK) fail("the file cannot be opened");
    if (sqlite3_exec(database, SCHEMA, NULL, NULL, NULL) != SQLITE_OK) fail(sqlite3_errmsg(database));
    sqlite3_prepare_v2(database, INSERT, -1, &statement, NULL);
    for (int left = before; left > 0; left -= BULK) commit(database, statement, left < BULK ? left : BULK);
    double used = seconds(CLOCK_PROCESS_CPUTIME_ID), began = seconds(CLOCK_MONOTONIC);
    for (int number = 0; number < commits; number++) commit(database, statement, rows);
    double total = (double)rows * commits;
    printf("core_seconds %.9f\n", (seconds(CLOCK_PROCESS_CPUTIME_ID) - used) / total);
    printf("rows_per_second %.0f\n", total / (seconds(CLOCK_MONOTONIC) - began));
    sqlite3_finalize(statement);
    sqlite3_close(database);
}

static int ascending(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static void measure_syncs(const char *path, int count) {
    char name[4096], block[4096];
    double *times = calloc(count, sizeof *times);
    snprintf(name, sizeof name, "%s-sync", path);
    memset(block, 7, sizeof block);
    int file = open(name, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    if (file < 0 || !times) fail("the file for syncs cannot be written");
    for (int index = 0; index < count; index++) {
        if (write(file, block, sizeof block) != sizeof block) fail("a block was not written");
        double began = seconds(CLOCK_MONOTONIC);
        if (fdatasync(file) != 0) fail("a block was not synced");
        times[index] = seconds(CLOCK_MONOTONIC) - began;
    }
    qsort(times, count, sizeof *times, ascending);
    printf("sync_seconds %.9f\n", times[count / 2]);
    printf("sync_p99_seconds %.9f\n", times[count * 99 / 100]);
    close(file);
    unlink(name);
    free(times);
}

int main(int count, char **arguments) {
    int before = count > 4 ? atoi(arguments[2]) : -1, rows = count > 4 ? atoi(arguments[3]) : 0;
    int commits = count > 4 ? atoi(arguments[4]) : 0;
    if (before < 0 || rows < 1 || commits < 1) fail("usage: CommitBenchmark FILE ROWS_BEFORE ROWS_PER_COMMIT COMMITS");
    measure_rows(arguments[1], before, rows, commits);
    measure_syncs(arguments[1], commits);
    return 0;
}
