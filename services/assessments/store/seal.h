// What a wave leaves in its tables once its answers are final: nothing of when they came in.
#pragma once

#include <cstdint>

#include "common/storage/sql.h"

namespace pcsp::assessments {

// On PostgreSQL writes the answers, burnt requests and invitations of a wave anew, in an order of
// chance and all in this transaction: its heap keeps the order of writing, and with each row the
// transaction that wrote it, by which an answer could be told to have come with a request or a
// token. SQLite keeps the order of keys, which are of chance already, and nothing of transactions.
// Forgets drafts. Throws soci_error.
void SealWave(soci::session& session, sql::Engine engine, int64_t wave_key);

}  // namespace pcsp::assessments
