// An attacker at the service's own door: opens waves as a programme would, and reads what anybody
// may read. The construct in question is cognitive participation, whose one item is pr_drive: its
// mean is 0, 25, 50, 75 or 100 a person.
#pragma once

#include <sqlite3.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {

struct Place {
  std::string site;
  std::string group;   // steering group
  std::string system;  // whole system
  int roster = 0;      // nurses; 0: not known
};

// What is published of one population.
struct Seen {
  bool shown = false;
  bool exact = false;
  int people = 0;
  std::optional<double> mean;
  double sum() const { return people * mean.value_or(0); }
};

class AttackFixture : public ServiceTest {
 protected:
  // True if `attack` finds out what it is after, on a server of its own under `rules`.
  bool Succeeds(const std::function<bool()>& attack, const DisclosureRules& rules = {}) {
    Stop();
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      if (entry.path().filename() != "content") std::filesystem::remove_all(entry.path());
    }
    rules_ = rules;
    EXPECT_OK(Start());
    return attack();
  }

  static std::string Name(const std::string& wave) {
    return absl::StrCat("programmes/p/waves/", wave);
  }

  void Open(const std::string& wave, const std::vector<Place>& places, int group_size = 5,
            int distribution_size = 5, const std::string& instrument = "practice") {
    pb::CreateWaveRequest create;
    create.set_parent("programmes/p");
    create.set_wave_id(wave);
    create.mutable_wave()->set_display_name("Spring");
    create.mutable_wave()->set_min_group_size(group_size);
    create.mutable_wave()->mutable_privacy_policy()->set_min_distribution_size(distribution_size);
    create.mutable_wave()->add_instruments(absl::StrCat("instruments/", instrument, "/versions/1"));
    ASSERT_OK(Ask(&Stub::CreateWave, create));
    pb::OpenWaveRequest open;
    open.set_name(Name(wave));
    for (const Place& place : places) {
      auto* site = open.add_sites();
      site->set_organisation(Organisation(place.site));
      site->set_level(type::v1::LEVEL_PRACTICE);
      if (!place.group.empty()) site->set_steering_group(Organisation(place.group));
      if (!place.system.empty()) site->set_whole_system(Organisation(place.system));
      auto* headcount = site->add_headcounts();
      headcount->set_staff_group(type::v1::STAFF_GROUP_NURSE);
      headcount->set_people(place.roster);
    }
    ASSERT_OK(Ask(&Stub::OpenWave, open));
  }
  void Answer(const std::string& wave, const std::string& site, const std::string& code, int times,
              type::v1::StaffGroup group = type::v1::STAFF_GROUP_NURSE) {
    pb::SubmitResponseRequest request;
    request.set_parent(Name(wave));
    request.set_organisation(Organisation(site));
    request.set_staff_group(group);
    (*request.mutable_answers())["pr_drive"] = code;
    for (int i = 0; i < times; ++i) ASSERT_OK(Submit(request));
  }
  void Close(const std::string& wave) {
    pb::CloseWaveRequest request;
    request.set_name(Name(wave));
    ASSERT_OK(Ask(&Stub::CloseWave, request));
  }

  pb::SiteResults Site(const std::string& wave, const std::string& site) {
    pb::GetSiteResultsRequest request;
    request.set_name(absl::StrCat(Name(wave), "/siteResults/", site));
    const auto results = Ask(&Stub::GetSiteResults, request);
    EXPECT_OK(results);
    return results.value_or(pb::SiteResults());
  }
  pb::GroupResults Group(const std::string& wave, const std::string& id = "",
                         pb::ResultsView view = pb::RESULTS_VIEW_BASIC) {
    pb::GetGroupResultsRequest request;
    request.set_name(Name(wave));
    if (!id.empty()) request.set_organisation(Organisation(id));
    request.set_view(view);
    const auto results = Ask(&Stub::GetGroupResults, request);
    EXPECT_OK(results);
    return results.value_or(pb::GroupResults());
  }
  absl::StatusOr<pb::GroupResults> Release(const std::string& wave,
                                           const std::vector<std::string>& sites) {
    pb::ReleaseGroupResultsRequest request;
    request.set_name(Name(wave));
    for (const std::string& site : sites) request.add_organisations(Organisation(site));
    return Ask(&Stub::ReleaseGroupResults, request);
  }

  // What a diagnosis is given of the question, at a site.
  pb::ItemEvidence Given(const std::string& wave, const std::string& site) {
    pb::ListEvidenceRequest request;
    request.set_parent(Name(wave));
    request.add_organisations(Organisation(site));
    const auto evidence = Ask(&Stub::ListEvidence, request);
    EXPECT_OK(evidence);
    for (const auto& item : evidence->evidence(0).items()) {
      if (item.item() == "pr_drive") return item;
    }
    return {};
  }

  // What somebody does who has the file of answers itself: runs `statement`, and returns the first
  // column of what it gives, in the order of its rows.
  std::vector<std::string> InTheFile(const std::string& statement) {
    sqlite3* file = nullptr;
    EXPECT_EQ(sqlite3_open((folder_ / "assessments.db").c_str(), &file), SQLITE_OK);
    std::vector<std::string> cells;
    const auto keep = [](void* all, int, char** row, char**) {
      static_cast<std::vector<std::string>*>(all)->emplace_back(row[0] == nullptr ? "" : row[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(file, statement.c_str(), keep, &cells, nullptr), SQLITE_OK)
        << sqlite3_errmsg(file);
    sqlite3_close(file);
    return cells;
  }

  // Of a site or a group: what is said on the construct in question.
  template <typename Results>
  static Seen See(const Results& results) {
    if (results.constructs_size() < 2) return {};
    const pb::ConstructResult& construct = results.constructs(1);
    if (construct.suppression() != pb::SUPPRESSION_UNSPECIFIED) return {};
    Seen seen = {.shown = true,
                 .exact = construct.respondents() == construct.respondents_most(),
                 .people = construct.respondents()};
    if (construct.has_mean()) seen.mean = construct.mean();
    return seen;
  }
};

}  // namespace pcsp::assessments::testing
