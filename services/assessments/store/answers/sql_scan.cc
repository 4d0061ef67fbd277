// The part of SqlStore that reads answers, by the wave.
#include <string>
#include <utility>
#include <vector>

#include "services/assessments/store/sql_store.h"

namespace pcsp::assessments {

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

absl::Status SqlStore::ScanWords(const Wave& wave, int site, WordsRow row) {
  return database_->Read([&](soci::session& session) {
    constexpr size_t kChunk = 256;
    const int first = site == 0 ? 1 : site, last = site == 0 ? kMostSites : site;
    std::vector<int> sites(kChunk);
    std::vector<std::string> items(kChunk), words(kChunk);
    soci::statement rows =
        (session.prepare << "select site, item, words from item_words "
                            "where wave_key = :key and site between :first and :last",
         soci::use(wave.key), soci::use(first), soci::use(last), soci::into(sites),
         soci::into(items), soci::into(words));
    rows.execute();
    while (rows.fetch()) {
      for (size_t i = 0; i < sites.size(); ++i) row(sites[i], items[i], std::move(words[i]));
      sites.resize(kChunk);
      items.resize(kChunk);
      words.resize(kChunk);
    }
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
