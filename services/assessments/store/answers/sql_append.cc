// The part of SqlStore that writes answers, in batches.
#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/batch.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/store/answers/known_requests.h"
#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {
namespace {

constexpr uint64_t kIdMask = (uint64_t{1} << 47) - 1;  // six bytes in SQLite
// Status of an attempt that found burnt claims where it had counted on none.
constexpr absl::string_view kClaimsBurnt = "claims burnt";

using Results = Store::AppendResults;

std::vector<size_t> Shuffled(std::vector<size_t> order) {
  std::mt19937_64 random(RandomBits());
  std::shuffle(order.begin(), order.end(), random);
  return order;
}

// As long as the file that came first under the same request id, if one did.
absl::Status BurnFile(soci::session& session, sql::Engine engine, const FileClaims& file) {
  const bool came_before = IsBurnt(session, file.wave_key, file.file);
  if (came_before && IsBurnt(session, file.wave_key, file.as_long)) return absl::OkStatus();
  if (came_before) return FileLengthChanged();
  const std::string key = absl::StrCat(file.wave_key);
  sql::InsertRows(session, engine, "burnt_claim",
                  {{"wave_key", "integer", {key, key}},
                   {"claim",
                    "bigint",
                    {absl::StrCat(NumberOf(file.file)), absl::StrCat(NumberOf(file.as_long))}}});
  return absl::OkStatus();
}

// Burns the tokens of those rows that have one, and what was saved with them: it is in the answers.
size_t BurnTokens(soci::session& session, absl::Span<const PackedResponse> responses,
                  const std::vector<size_t>& order) {
  if (order.empty()) return 0;
  size_t burnt = 0;
  int64_t wave_key = 0;
  std::string selector, claim, draft;
  soci::statement burn =
      (session.prepare << "update invitation set claim = :claim, draft = '' "
                          "where wave_key = :key and selector = :selector and claim = '' "
                          "and draft = :draft",
       soci::use(claim), soci::use(wave_key), soci::use(selector), soci::use(draft));
  for (size_t i : order) {
    wave_key = responses[i].wave_key;
    selector = responses[i].token;
    claim = responses[i].claim;
    draft = responses[i].draft;
    burn.execute(true);
    burnt += static_cast<size_t>(burn.get_affected_rows());
  }
  return burnt;
}

size_t Burn(soci::session& session, sql::Engine engine, absl::Span<const PackedResponse> responses,
            const std::vector<size_t>& order) {
  std::vector<sql::BatchColumn> columns = {{"wave_key", "integer", {}}, {"claim", "bigint", {}}};
  for (size_t i : order) {
    columns[0].values.push_back(absl::StrCat(responses[i].wave_key));
    columns[1].values.push_back(absl::StrCat(NumberOf(responses[i].claim)));
  }
  return sql::InsertRows(session, engine, "burnt_claim", columns, "on conflict do nothing");
}

void Keep(soci::session& session, sql::Engine engine, absl::Span<const PackedResponse> responses,
          const std::vector<size_t>& order) {
  std::vector<sql::BatchColumn> columns = {{"wave_key", "integer", {}},
                                           {"site", "integer", {}},
                                           {"id", "bigint", {}},
                                           {"staff_group", "smallint", {}},
                                           {"answers", "text", {}}};
  for (size_t i : order) {
    const PackedResponse& response = responses[i];
    columns[0].values.push_back(absl::StrCat(response.wave_key));
    columns[1].values.push_back(absl::StrCat(response.site));
    columns[2].values.push_back(absl::StrCat(RandomBits() & kIdMask));
    columns[3].values.push_back(absl::StrCat(static_cast<int>(response.staff_group)));
    columns[4].values.push_back(response.answers);
  }
  sql::InsertRows(session, engine, "response", columns);
}

// Words go in an order of chance over the whole batch, whoever wrote them.
void KeepWords(soci::session& session, sql::Engine engine,
               absl::Span<const PackedResponse> responses, const std::vector<size_t>& order) {
  std::vector<std::pair<const PackedResponse*, const ItemWords*>> all;
  for (size_t i : order) {
    for (const ItemWords& words : responses[i].words) all.emplace_back(&responses[i], &words);
  }
  std::vector<size_t> places(all.size());
  std::iota(places.begin(), places.end(), size_t{0});
  std::vector<sql::BatchColumn> columns = {{"wave_key", "integer", {}},
                                           {"site", "integer", {}},
                                           {"item", "text", {}},
                                           {"id", "bigint", {}},
                                           {"words", "text", {}}};
  for (size_t place : Shuffled(std::move(places))) {
    const auto& [response, words] = all[place];
    columns[0].values.push_back(absl::StrCat(response->wave_key));
    columns[1].values.push_back(absl::StrCat(response->site));
    columns[2].values.push_back(words->item);
    columns[3].values.push_back(absl::StrCat(RandomBits() & kIdMask));
    columns[4].values.push_back(words->text);
  }
  if (!all.empty()) sql::InsertRows(session, engine, "item_words", columns);
}

// With `look_first` false it counts on every claim being new, which saves a look-up a row and is
// nearly always right, and fails as a whole where it is wrong.
absl::StatusOr<Results> AppendIn(soci::session& session, sql::Engine engine,
                                 absl::Span<const PackedResponse> responses, bool look_first) {
  Results results(responses.size(), Appended::kStored);
  WaveStates states(session);
  KnownRequests known(session, look_first);
  std::vector<size_t> fresh, named, invited;
  for (size_t i = 0; i < responses.size(); ++i) {
    const PackedResponse& response = responses[i];
    if (const auto before = known.Find(response)) {
      results[i] = *before;
    } else if (absl::Status open = states.TakesAnswers(response); !open.ok()) {
      results[i] = response.token.empty() ? open : InvitationNotValid();
      if (!look_first) return absl::AbortedError(kClaimsBurnt);  // it may have counted before
    } else {
      fresh.push_back(i);
      (response.token.empty() ? named : invited).push_back(i);
    }
  }
  if (Burn(session, engine, responses, Shuffled(named)) != named.size() ||
      BurnTokens(session, responses, Shuffled(invited)) != invited.size()) {
    return absl::AbortedError(kClaimsBurnt);
  }
  Keep(session, engine, responses, Shuffled(fresh));
  KeepWords(session, engine, responses, fresh);
  return results;
}

}  // namespace

absl::StatusOr<Store::AppendResults> SqlStore::Append(absl::Span<const PackedResponse> responses) {
  return AppendFile(std::nullopt, responses);
}

absl::StatusOr<Store::AppendResults> SqlStore::AppendFile(
    const std::optional<FileClaims>& file, absl::Span<const PackedResponse> responses) {
  const auto append = [&](bool look_first) {
    return database_->Transact([&](soci::session& session) -> absl::StatusOr<AppendResults> {
      if (file) RETURN_IF_ERROR(BurnFile(session, database_->engine(), *file));
      return AppendIn(session, database_->engine(), responses, look_first);
    });
  };
  absl::StatusOr<AppendResults> results = append(false);
  if (results.status() == absl::AbortedError(kClaimsBurnt)) results = append(true);
  return results;
}

}  // namespace pcsp::assessments
