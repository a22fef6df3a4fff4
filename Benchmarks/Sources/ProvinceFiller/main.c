// Fills an installation's database with an invented province, straight into its tables, and measures what SQLite does of
// itself with rows like those that a re-evaluation writes.
//
//     ProvinceFiller fill DATABASE PEOPLE NOW FOLDER   people, their facts, and both as CSV files in FOLDER for others
//     ProvinceFiller writes FILE ROWS SHARE            updates and log lines a second, 10,000 of each a commit; so many
//                                                      of a hundred have a next change, which is indexed
//
// Of a hundred people 85 have no facts and 15 have one to twelve. `ProvinceBenchmark decide` then gives those a colour.

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The numbers of the kinds of facts, as they are stored (FactKind).
enum { REGISTERED = 0, CONFIRMED = 1, RECOVERED = 5, EXCLUDED = 6, CONTACT = 7, CLINIC = 9, TEST = 10,
       DECLARATION = 16, CHECK_IN = 17, STAY = 18, RESIDENCE = 19 };

static const int64_t DAY = 86400;

static void fail(sqlite3 *db, const char *what) {
    fprintf(stderr, "ProvinceFiller: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
    exit(3);
}

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

// SplitMix64, from a seed of each person's own, so that the same number is always the same person.
static uint64_t state;
static uint64_t next(void) {
    uint64_t mixed = state += 0x9E3779B97F4A7C15;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}
static int64_t below(int64_t limit) { return (int64_t)(next() % (uint64_t)limit); }

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(db, sql);
}

static sqlite3 *open_database(const char *path) {
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) fail(db, path);
    return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) fail(db, sql);
    return statement;
}

static void step(sqlite3 *db, sqlite3_stmt *statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) fail(db, "a row was refused");
    sqlite3_reset(statement);
}

// A province being filled.
struct filling {
    sqlite3 *db;
    sqlite3_stmt *person, *fact;
    FILE *people_csv, *facts_csv;
    int64_t now, counties[512];
    int county_count;
    int64_t newcomers[512], facts;
};

// A fact as a row of `facts`; what a kind does not say is null.
struct fact {
    int64_t kind, starts, ends, region, origin;
    int64_t method, result, sampled, symptoms, diagnosis, contact, temperature;
};

static void bind(sqlite3_stmt *statement, int index, int64_t value) {
    if (value == INT64_MIN) sqlite3_bind_null(statement, index);
    else sqlite3_bind_int64(statement, index, value);
}

static void insert_fact(struct filling *filling, int64_t person, int64_t number, const struct fact *fact) {
    int64_t columns[] = {person, number, fact->kind, fact->starts, fact->ends, fact->starts, fact->region, fact->origin,
                         fact->method, fact->result, fact->sampled, fact->symptoms, fact->diagnosis, fact->contact,
                         fact->temperature};
    for (int index = 0; index < 15; index++) bind(filling->fact, index + 1, columns[index]);
    step(filling->db, filling->fact);
    filling->facts++;
    if (number < 3) return;
    for (int index = 0; index < 15; index++) {
        if (columns[index] != INT64_MIN) fprintf(filling->facts_csv, "%lld", (long long)columns[index]);
        fputc(index < 14 ? ',' : '\n', filling->facts_csv);
    }
}

static struct fact any_fact(struct filling *filling, int64_t home, int64_t registered) {
    struct fact fact = {0, registered + 1 + below(filling->now - registered - 1), INT64_MIN, home, 1, INT64_MIN,
                        INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN};
    int64_t kind = below(1000);
    if (kind < 550) {
        fact.kind = TEST;
        fact.method = below(10) == 0 ? 1 : 0;
        fact.result = below(1000) < 4 ? 0 : 1;
        fact.sampled = fact.starts - 3600 - below(DAY);
    } else if (kind < 720 || (kind >= 900 && kind < 950)) {
        fact.kind = kind < 720 ? CHECK_IN : DECLARATION;
        fact.origin = 0;
        fact.symptoms = below(12) == 0 ? 1 << below(11) : 0;
        fact.diagnosis = below(400) == 0 ? 2 : 0;
        fact.contact = below(100) == 0;
        if (kind < 720) fact.temperature = 3600 + below(140);
    } else if (kind < 800) {
        fact.kind = CONTACT;
    } else if (kind < 850) {
        fact.kind = CLINIC;
        fact.region = filling->counties[below(filling->county_count)];
    } else if (kind < 855) {
        fact.kind = CONFIRMED;
    } else if (kind < 875) {
        fact.kind = below(2) ? RECOVERED : EXCLUDED;
    } else {
        fact.kind = STAY;
        fact.origin = 0;
        fact.region = filling->counties[below(filling->county_count)];
        fact.ends = fact.starts + 3600 + below(2 * DAY);
        if (fact.ends > filling->now) fact.ends = filling->now;
    }
    return fact;
}

static void insert_person(struct filling *filling, int64_t id) {
    state = (uint64_t)id * 0xD1342543DE82EF95;
    int county = (int)below(filling->county_count);
    int64_t home = filling->counties[county];
    int64_t registered = filling->now - 60 * DAY + below(20 * DAY);
    int facts = below(100) < 15 ? 1 + (int)below(12) : 0;
    struct fact first[] = {{REGISTERED, registered, INT64_MIN, home, 0, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN,
                            INT64_MIN, INT64_MIN, INT64_MIN},
                           {RESIDENCE, registered, INT64_MIN, home, 0, INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN,
                            INT64_MIN, INT64_MIN, INT64_MIN}};
    struct fact all[12];
    int64_t kinds = 1 << REGISTERED | 1 << RESIDENCE;
    for (int index = 0; index < facts; index++) {
        all[index] = any_fact(filling, home, registered);
        kinds |= 1 << all[index].kind;
    }
    uint64_t noise[20];
    for (int index = 0; index < 20; index++) noise[index] = next();
    sqlite3_bind_int64(filling->person, 1, id);
    sqlite3_bind_blob(filling->person, 2, noise, 32, SQLITE_STATIC);
    sqlite3_bind_int64(filling->person, 3, registered);
    sqlite3_bind_int64(filling->person, 4, home);
    sqlite3_bind_int64(filling->person, 5, home);
    sqlite3_bind_int64(filling->person, 6, kinds);
    sqlite3_bind_blob(filling->person, 7, noise + 4, 60, SQLITE_STATIC);
    sqlite3_bind_blob(filling->person, 8, noise + 12, 60, SQLITE_STATIC);
    step(filling->db, filling->person);
    filling->newcomers[county]++;
    insert_fact(filling, id, 1, &first[0]);
    insert_fact(filling, id, 2, &first[1]);
    for (int index = 0; index < facts; index++) insert_fact(filling, id, index + 3, &all[index]);
    fprintf(filling->people_csv, "%lld,%lld,%lld,%d\n", (long long)id, (long long)home, (long long)registered, facts);
}

static FILE *open_csv(const char *folder, const char *name, const char *header) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (!file) fail(NULL, path);
    setvbuf(file, NULL, _IOFBF, 1 << 20);
    fprintf(file, "%s\n", header);
    return file;
}

static void fill(const char *path, int64_t people, int64_t now, const char *folder) {
    static struct filling filling;
    sqlite3 *db = filling.db = open_database(path);
    filling.now = now;
    run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; DROP INDEX people_document;"
            "DROP INDEX people_home");
    sqlite3_stmt *counties = prepare(
        db, "SELECT code FROM regions WHERE level = 'county' AND code / 10000000000 = 42 ORDER BY code");
    while (sqlite3_step(counties) == SQLITE_ROW && filling.county_count < 512)
        filling.counties[filling.county_count++] = sqlite3_column_int64(counties, 0);
    sqlite3_finalize(counties);
    filling.person = prepare(
        db, "INSERT INTO people (id, document, registered, firstRegion, region, kinds, channel, consent, wrappedKey, sealed)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'web', '2020-04-01', ?7, ?8)");
    filling.fact = prepare(
        db, "INSERT INTO facts (person, number, kind, starts, ends, known, region, origin, method, result, sampled,"
            " symptoms, diagnosis, contact, temperature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    filling.people_csv = open_csv(folder, "people.csv", "person,region,registered,facts");
    filling.facts_csv = open_csv(
        folder, "facts.csv",
        "person,number,kind,starts,ends,known,region,origin,method,result,sampled,symptoms,diagnosis,contact,temperature");
    run(db, "BEGIN");
    for (int64_t id = 1; id <= people; id++) {
        insert_person(&filling, id);
        if (id % 1000000 == 0) fprintf(stderr, "bench: %lld people\n", (long long)id);
    }
    sqlite3_stmt *newcomers = prepare(db, "INSERT INTO newcomers (region, people) VALUES (?, ?)");
    for (int county = 0; county < filling.county_count; county++) {
        sqlite3_bind_int64(newcomers, 1, filling.counties[county]);
        sqlite3_bind_int64(newcomers, 2, filling.newcomers[county]);
        step(db, newcomers);
    }
    char sql[256];
    snprintf(sql, sizeof sql, "UPDATE tallies SET count = %lld WHERE name = 'people'", (long long)people);
    run(db, sql);
    snprintf(sql, sizeof sql, "UPDATE tallies SET count = %lld WHERE name = 'facts'", (long long)filling.facts);
    run(db, sql);
    run(db, "INSERT INTO whereabouts SELECT DISTINCT f.region, f.person FROM facts f JOIN people p ON p.id = f.person"
            " WHERE f.number > 2 AND f.region <> p.firstRegion ORDER BY f.region, f.person");
    run(db, "COMMIT; CREATE UNIQUE INDEX people_document ON people(document) WHERE document IS NOT NULL;"
            "CREATE INDEX people_home ON people(firstRegion, id)");
    if (fclose(filling.people_csv) || fclose(filling.facts_csv)) fail(NULL, "the CSV files");
    printf("people %lld\nfacts %lld\n", (long long)people, (long long)filling.facts - 2 * (long long)people);
    sqlite3_finalize(filling.person), sqlite3_finalize(filling.fact), sqlite3_finalize(newcomers);
    run(db, "PRAGMA journal_mode = WAL");
    sqlite3_close(db);
}

static const char *ASSIGNMENT =
    " colour TEXT NOT NULL, since INTEGER NOT NULL, rule TEXT NOT NULL, policyRegion INTEGER NOT NULL,"
    " policyVersion TEXT NOT NULL, nextAt INTEGER, nextColour TEXT, decided INTEGER NOT NULL, known INTEGER NOT NULL,"
    " packs INTEGER NOT NULL, notices INTEGER NOT NULL";

static void bind_assignment(sqlite3_stmt *statement, int64_t person, int has_next) {
    sqlite3_bind_int64(statement, 1, person);
    sqlite3_bind_text(statement, 2, "green", -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, 1585699200 + person);
    sqlite3_bind_text(statement, 4, "everyone-else", -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 5, 420000000000);
    sqlite3_bind_text(statement, 6, "2020-04-01", -1, SQLITE_STATIC);
    bind(statement, 7, has_next ? 1585699300 + person : INT64_MIN);
    if (has_next) sqlite3_bind_text(statement, 8, "yellow", -1, SQLITE_STATIC);
    else sqlite3_bind_null(statement, 8);
    sqlite3_bind_int64(statement, 9, 1585699200);
    sqlite3_bind_int64(statement, 10, 5);
    sqlite3_bind_int64(statement, 11, 1);
    sqlite3_bind_int64(statement, 12, 0);
}

// What the same rows cost without us: an update of an assignment, and a line of the log beside the one that is there.
static void writes(const char *path, int64_t rows, int64_t share) {
    sqlite3 *db = open_database(path);
    char sql[1024];
    run(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
            "PRAGMA wal_autocheckpoint = 32768");
    snprintf(sql, sizeof sql, "CREATE TABLE assignments (person INTEGER PRIMARY KEY, %s) STRICT;", ASSIGNMENT);
    run(db, sql);
    run(db, "CREATE INDEX assignments_next ON assignments(nextAt) WHERE nextAt IS NOT NULL");
    snprintf(sql, sizeof sql, "CREATE TABLE decisions (person INTEGER NOT NULL, number INTEGER NOT NULL, %s) STRICT",
             ASSIGNMENT);
    run(db, sql);
    run(db, "CREATE UNIQUE INDEX decisions_person ON decisions(person, number)");
    sqlite3_stmt *insert = prepare(db, "INSERT INTO assignments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *first = prepare(db, "INSERT INTO decisions VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *second = prepare(db, "INSERT INTO decisions VALUES (?, 2, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *update = prepare(
        db, "UPDATE assignments SET colour = ?2, since = ?3 + 1, rule = ?4, policyRegion = ?5, policyVersion = ?6,"
            " nextAt = ?7 + 1, nextColour = ?8, decided = ?9, known = ?10, packs = ?11, notices = ?12 WHERE person = ?1");
    double start = 0;
    for (int round = 0; round < 2; round++) {
        start = seconds();
        for (int64_t row = 0; row < rows; row++) {
            if (row % 10000 == 0) run(db, row ? "COMMIT; BEGIN" : "BEGIN");
            sqlite3_stmt *assignment = round ? update : insert, *line = round ? second : first;
            // Every seventh person or so has facts.
            bind_assignment(assignment, row * 20 / 3, row % 100 < share), step(db, assignment);
            bind_assignment(line, row * 20 / 3, row % 100 < share), step(db, line);
        }
        run(db, "COMMIT");
    }
    printf("writes_per_second %.0f\n", 2 * rows / (seconds() - start));
}

int main(int count, char **words) {
    if (count == 6 && !strcmp(words[1], "fill")) fill(words[2], atoll(words[3]), atoll(words[4]), words[5]);
    else if (count == 5 && !strcmp(words[1], "writes")) writes(words[2], atoll(words[3]), atoll(words[4]));
    else fail(NULL, "usage: fill DATABASE PEOPLE NOW FOLDER | writes FILE ROWS SHARE");
    return 0;
}
