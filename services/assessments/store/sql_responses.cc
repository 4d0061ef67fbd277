// The part of SqlStore that handles answers: written in batches, read by the wave.
#include <algorithm>
#include <numeric>
#include <optional>
#include <random>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/batch.h"
#include "services/assessments/domain/errors.h"
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

// Answers WAVE_NOT_OPEN or WAVE_CLOSED for rows whose wave takes none, from the state that this
// transaction sees.
class WaveStates {
 public:
  explicit WaveStates(soci::session& session) : session_(session) {}

  absl::Status TakesAnswers(const PackedResponse& response) {
    auto [it, first] = states_.try_emplace(response.wave_key, WaveState::kDraft);
    if (first) {
      int state = 0;
      session_ << "select state from wave where wave_key = :key", soci::use(response.wave_key),
          soci::into(state);
      if (!session_.got_data()) return WaveNotFound(response.wave.ToString());
      it->second = static_cast<WaveState>(state);
    }
    return assessments::TakesAnswers(it->second, response.wave);
  }

 private:
  soci::session& session_;
  absl::flat_hash_map<int64_t, WaveState> states_;
};

bool IsBurnt(soci::session& session, int64_t wave_key, const std::string& claim) {
  int found = 0;
  session << "select count(*) from burnt_request where wave_key = :key and claim = :claim",
      soci::use(wave_key), soci::use(claim), soci::into(found);
  return found > 0;
}

// As long as the file that came first under the same request id, if one did.
absl::Status BurnFile(soci::session& session, sql::Engine engine, const FileClaims& file) {
  const bool came_before = IsBurnt(session, file.wave_key, file.file);
  if (came_before && IsBurnt(session, file.wave_key, file.as_long)) return absl::OkStatus();
  if (came_before) return FileLengthChanged();
  const std::string key = absl::StrCat(file.wave_key);
  sql::InsertRows(
      session, engine, "burnt_request",
      {{"wave_key", "integer", {key, key}}, {"claim", "text", {file.file, file.as_long}}});
  return absl::OkStatus();
}

// What the token of `response` was burnt with: "" if it is outstanding. A token that there is none
// of is as good as revoked.
std::string ClaimOfToken(soci::session& session, const PackedResponse& response) {
  std::string claim;
  session << "select claim from invitation where wave_key = :key and selector = :selector",
      soci::use(response.wave_key), soci::use(response.token), soci::into(claim);
  return session.got_data() ? claim : std::string(kRevoked);
}

// What can be said of rows before they are stored: that they count already, or cannot.
class KnownRequests {
 public:
  KnownRequests(soci::session& session, bool look_first)
      : session_(session), look_first_(look_first) {}

  // Nothing for a row that is new.
  std::optional<absl::StatusOr<Appended>> Find(const PackedResponse& response) {
    return response.token.empty() ? FindRequest(response) : FindToken(response);
  }

 private:
  using Known = std::optional<absl::StatusOr<Appended>>;

  Known FindRequest(const PackedResponse& response) {
    if (!requests_.emplace(response.wave_key, response.claim).second ||
        (look_first_ && IsBurnt(session_, response.wave_key, response.claim))) {
      return Appended::kDuplicate;
    }
    return std::nullopt;
  }
  Known FindToken(const PackedResponse& response) {
    std::string burnt = look_first_ ? ClaimOfToken(session_, response) : "";
    if (burnt.empty()) {
      const auto [it, first] = tokens_.try_emplace(
          std::pair(response.wave_key, absl::string_view(response.token)), response.claim);
      if (first) return std::nullopt;
      burnt = it->second;
    }
    if (burnt == response.claim) return Appended::kDuplicate;
    return InvitationNotValid();
  }

  soci::session& session_;
  const bool look_first_;
  absl::flat_hash_set<std::pair<int64_t, absl::string_view>> requests_;
  absl::flat_hash_map<std::pair<int64_t, absl::string_view>, std::string> tokens_;
};

// Burns the tokens of those rows that have one.
size_t BurnTokens(soci::session& session, absl::Span<const PackedResponse> responses,
                  const std::vector<size_t>& order) {
  if (order.empty()) return 0;
  size_t burnt = 0;
  int64_t wave_key = 0;
  std::string selector, claim;
  soci::statement burn =
      (session.prepare << "update invitation set claim = :claim, draft = '' "
                          "where wave_key = :key and selector = :selector and claim = ''",
       soci::use(claim), soci::use(wave_key), soci::use(selector));
  for (size_t i : order) {
    wave_key = responses[i].wave_key;
    selector = responses[i].token;
    claim = responses[i].claim;
    burn.execute(true);
    burnt += static_cast<size_t>(burn.get_affected_rows());
  }
  return burnt;
}

size_t Burn(soci::session& session, sql::Engine engine, absl::Span<const PackedResponse> responses,
            const std::vector<size_t>& order) {
  std::vector<sql::BatchColumn> columns = {{"wave_key", "integer", {}}, {"claim", "text", {}}};
  for (size_t i : order) {
    columns[0].values.push_back(absl::StrCat(responses[i].wave_key));
    columns[1].values.push_back(responses[i].claim);
  }
  return sql::InsertRows(session, engine, "burnt_request", columns, "on conflict do nothing");
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

absl::Status SqlStore::ScanResponses(
    const Wave& wave, absl::FunctionRef<void(int site, absl::string_view answers)> row) {
  return ScanAnswers(wave,
                     [&](int site, StaffGroup, absl::string_view answers) { row(site, answers); });
}

absl::Status SqlStore::ScanAnswers(
    const Wave& wave,
    absl::FunctionRef<void(int site, StaffGroup group, absl::string_view answers)> row) {
  return database_->Read([&](soci::session& session) {
    constexpr size_t kChunk = 4096;
    std::vector<int> sites(kChunk), groups(kChunk);
    std::vector<std::string> answers(kChunk);
    soci::statement rows =
        (session.prepare << "select site, staff_group, answers from response where wave_key = :key",
         soci::use(wave.key), soci::into(sites), soci::into(groups), soci::into(answers));
    rows.execute();
    while (rows.fetch()) {
      for (size_t i = 0; i < sites.size(); ++i) {
        row(sites[i], static_cast<StaffGroup>(groups[i]), answers[i]);
      }
      sites.resize(kChunk);
      groups.resize(kChunk);
      answers.resize(kChunk);
    }
    return absl::OkStatus();
  });
}

absl::Status SqlStore::ScanWords(const Wave& wave, WordsRow row) {
  return database_->Read([&](soci::session& session) {
    int site = 0;
    std::string item, words;
    soci::statement rows =
        (session.prepare << "select site, item, words from item_words where wave_key = :key",
         soci::use(wave.key), soci::into(site), soci::into(item), soci::into(words));
    rows.execute();
    while (rows.fetch()) row(site, item, words);
    return absl::OkStatus();
  });
}

absl::Status SqlStore::ScanStaffGroups(const Wave& wave, int site, GroupRow row) {
  return database_->Read([&](soci::session& session) {
    constexpr size_t kChunk = 4096;
    const int first = site == 0 ? 1 : site, last = site == 0 ? kMostSites : site;
    std::vector<int> sites(kChunk), groups(kChunk);
    std::vector<std::string> answers(kChunk);
    soci::statement rows =
        (session.prepare << "select site, staff_group, answers from response "
                            "where wave_key = :key and site between :first and :last",
         soci::use(wave.key), soci::use(first), soci::use(last), soci::into(sites),
         soci::into(groups), soci::into(answers));
    rows.execute();
    while (rows.fetch()) {
      for (size_t i = 0; i < sites.size(); ++i) {
        row(sites[i], static_cast<StaffGroup>(groups[i]), answers[i]);
      }
      sites.resize(kChunk);
      groups.resize(kChunk);
      answers.resize(kChunk);
    }
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<int>> SqlStore::CountResponses(const Wave& wave) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<int>> {
    std::vector<int> counts(wave.site_count);
    int site = 0, count = 0;
    soci::statement rows =
        (session.prepare << "select site, count(*) from response where wave_key = :key "
                            "group by site",
         soci::use(wave.key), soci::into(site), soci::into(count));
    rows.execute();
    while (rows.fetch()) {
      if (site >= 1 && site <= wave.site_count) counts[site - 1] = count;
    }
    return counts;
  });
}

}  // namespace pcsp::assessments
