// The part of SqlStore that remembers which groups of sites have been released together.
#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {
namespace {

std::string TextOf(const std::vector<int>& sites) {
  std::vector<std::string> runs;
  for (size_t i = 0; i < sites.size();) {
    size_t end = i + 1;
    while (end < sites.size() && sites[end] == sites[end - 1] + 1) ++end;
    runs.push_back(end == i + 1 ? absl::StrCat(sites[i])
                                : absl::StrCat(sites[i], "-", sites[end - 1]));
    i = end;
  }
  return absl::StrJoin(runs, " ");
}

absl::StatusOr<std::vector<int>> SitesOf(const std::string& text) {
  std::vector<int> sites;
  for (absl::string_view run : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> ends = absl::StrSplit(run, '-');
    int first = 0, last = 0;
    const absl::string_view to = ends.second.empty() ? ends.first : ends.second;
    if (!absl::SimpleAtoi(ends.first, &first) || !absl::SimpleAtoi(to, &last)) {
      return absl::DataLossError("released group");
    }
    for (int site = first; site <= last; ++site) sites.push_back(site);
  }
  return sites;
}

absl::StatusOr<std::vector<Release>> Read(soci::session& session, int64_t wave_key) {
  std::vector<Release> releases;
  const soci::rowset<std::string> rows =
      (session.prepare
           << "select sites from released_group where wave_key = :key order by sequence",
       soci::use(wave_key));
  for (const std::string& text : rows) {
    ASSIGN_OR_RETURN(std::vector<int> sites, SitesOf(text));
    releases.push_back({std::move(sites)});
  }
  return releases;
}

void Insert(soci::session& session, int64_t wave_key, int sequence, const Release& release) {
  const std::string sites = TextOf(release.sites);
  session << "insert into released_group (wave_key, sequence, sites) "
             "values (:key, :sequence, :sites)",
      soci::use(wave_key), soci::use(sequence), soci::use(sites);
}

}  // namespace

absl::StatusOr<std::vector<Release>> SqlStore::ListReleases(const Wave& wave) {
  return database_->Read([&](soci::session& session) { return Read(session, wave.key); });
}

absl::StatusOr<std::vector<Release>> SqlStore::AddRelease(
    const sql::RequestKey& key, const Wave& wave, const Release& release, absl::Time now,
    absl::FunctionRef<absl::StatusOr<bool>(const std::vector<Release>&)> rule) {
  const auto add = [&](soci::session& session) -> absl::StatusOr<std::vector<Release>> {
    std::vector<Release> releases;
    const auto effect = [&]() -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(releases, Read(session, wave.key));
      if (std::find(releases.begin(), releases.end(), release) != releases.end()) return "";
      ASSIGN_OR_RETURN(const bool allowed, rule(releases));
      if (!allowed) return "";
      releases.push_back(release);
      const std::string sites = TextOf(release.sites);
      Insert(session, wave.key, static_cast<int>(releases.size()), release);
      sql::AppendAudit(session, database_->engine(),
                       {key, now, wave.name.programme, wave.name.ToString(), sites});
      return "";
    };
    RETURN_IF_ERROR(sql::Once(session, key, now, effect).status());
    if (releases.empty()) {  // sent again, perhaps
      ASSIGN_OR_RETURN(releases, Read(session, wave.key));
    }
    const auto own = std::find(releases.begin(), releases.end(), release);
    if (own != releases.end()) releases.erase(own + 1, releases.end());
    return releases;
  };
  return database_->Transact(add, wave.name.programme);
}

}  // namespace pcsp::assessments
