#include "services/assessments/store/seal.h"

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "common/storage/batch.h"

namespace pcsp::assessments {
namespace {

using Columns = std::vector<sql::BatchColumn>;

// The rows of a wave as text.
void ReadRows(soci::session& session, const std::string& table, int64_t wave_key,
              Columns& columns) {
  const std::string list =
      absl::StrJoin(columns, ", ", [](std::string* out, const sql::BatchColumn& column) {
        absl::StrAppend(out, "cast(", column.name, " as text)");
      });
  const soci::rowset<soci::row> rows =
      (session.prepare << absl::StrCat("select ", list, " from ", table, " where wave_key = :key"),
       soci::use(wave_key));
  for (const soci::row& row : rows) {
    for (size_t i = 0; i < columns.size(); ++i) {
      columns[i].values.push_back(row.get<std::string>(i));
    }
  }
}

void Shuffle(Columns& columns) {
  std::vector<size_t> order(columns.front().values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::mt19937_64 random(RandomBits());
  std::shuffle(order.begin(), order.end(), random);
  for (sql::BatchColumn& column : columns) {
    std::vector<std::string> shuffled;
    shuffled.reserve(order.size());
    for (size_t i : order) shuffled.push_back(std::move(column.values[i]));
    column.values = std::move(shuffled);
  }
}

void Rewrite(soci::session& session, const std::string& table, int64_t wave_key, Columns columns) {
  ReadRows(session, table, wave_key, columns);
  Shuffle(columns);
  session << absl::StrCat("delete from ", table, " where wave_key = :key"), soci::use(wave_key);
  sql::InsertRows(session, sql::Engine::kPostgresql, table, columns);
}

}  // namespace

void SealWave(soci::session& session, sql::Engine engine, int64_t wave_key) {
  session << "update invitation set draft = '' where wave_key = :key and draft <> ''",
      soci::use(wave_key);
  if (engine != sql::Engine::kPostgresql) return;
  Rewrite(session, "response", wave_key,
          {{"wave_key", "integer", {}},
           {"site", "integer", {}},
           {"id", "bigint", {}},
           {"staff_group", "smallint", {}},
           {"answers", "text", {}}});
  Rewrite(session, "item_words", wave_key,
          {{"wave_key", "integer", {}},
           {"site", "integer", {}},
           {"item", "text", {}},
           {"id", "bigint", {}},
           {"words", "text", {}}});
  Rewrite(session, "burnt_claim", wave_key, {{"wave_key", "integer", {}}, {"claim", "bigint", {}}});
  Rewrite(session, "invitation", wave_key,
          {{"wave_key", "bigint", {}},
           {"selector", "text", {}},
           {"verifier", "text", {}},
           {"batch", "integer", {}},
           {"claim", "text", {}},
           {"draft", "text", {}}});
}

}  // namespace pcsp::assessments
