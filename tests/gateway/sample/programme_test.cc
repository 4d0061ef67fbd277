#include "gateway/cli/sample/programme.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/ids.h"
#include "gateway/cli/sample/organisations.h"
#include "gateway/cli/sample/people.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

using ::testing::AllOf;
using ::testing::Ge;
using ::testing::Le;

const SampleProgramme& Sample() {
  static const auto* programme =
      new SampleProgramme(GenerateProgramme(SmallBlueprint(), Options{}));
  return *programme;
}

TEST(SampleProgrammeTest, HasTheSizeThatIsPromised) {
  std::map<std::string, int> kinds;
  for (const Organisation& o : Sample().organisations) ++kinds[o.kind];
  EXPECT_THAT(kinds, ::testing::ElementsAre(::testing::Pair("practice", 60),
                                            ::testing::Pair("steering_group", 4),
                                            ::testing::Pair("whole_system", 2)));
  EXPECT_EQ(Sample().relationships.size(), 64u);
  EXPECT_EQ(Sample().contexts.size(), 66u);
  EXPECT_EQ(Sample().sites.size(), 66u);
}

TEST(SampleProgrammeTest, IdsCodesAndNamesAreWellFormedAndUnique) {
  std::set<std::string> ids, names;
  for (const Organisation& o : Sample().organisations) {
    EXPECT_TRUE(IsResourceId(o.id)) << o.id;
    EXPECT_TRUE(ids.insert(o.id).second) << o.id;
    EXPECT_TRUE(names.insert(o.display_name).second) << o.display_name;
    if (o.kind != "practice") continue;
    EXPECT_THAT(o.code, ::testing::MatchesRegex("Z9[0-9]{4}"));
    EXPECT_THAT(o.postcode, ::testing::MatchesRegex("ZY[1-4] [0-9][A-Z]{2}"));
    EXPECT_EQ(o.address_lines.at(0), "SAMPLE DATA - NOT A REAL PRACTICE");
  }
}

TEST(SampleProgrammeTest, RostersAverageAboutTwentyEightPeople) {
  double people = 0;
  for (const SiteContext& c : Sample().contexts) {
    if (c.list_size == 0) continue;
    EXPECT_EQ(c.headcount.size(), 4u);
    for (const auto& [group, n] : c.headcount) people += n;
  }
  EXPECT_NEAR(people / 60, 28.0, 3.0);
}

TEST(SampleProgrammeTest, NobodyAnswersTwiceAndAboutHalfAnswer) {
  std::map<std::string, int> headcount;
  for (const SiteContext& c : Sample().contexts) {
    for (const auto& [group, n] : c.headcount) headcount[c.organisation] += n;
  }
  std::set<std::string> request_ids;
  double answered = 0, asked = 0;
  for (const SiteSample& site : Sample().sites) {
    const int responses = static_cast<int>(site.responses.size());
    EXPECT_LE(responses, headcount[site.organisation]);
    for (const Response& r : site.responses) {
      EXPECT_TRUE(request_ids.insert(r.request_id).second) << r.request_id;
    }
    if (site.level == "practice") {
      answered += responses;
      asked += headcount[site.organisation];
    } else {
      EXPECT_THAT(responses, AllOf(Ge(8), Le(9)));
    }
  }
  EXPECT_NEAR(answered / asked, 0.5, 0.05);
}

TEST(SampleProgrammeTest, AnswersAreThoseOfTheSitesInstrument) {
  const std::set<std::string> codes = {"1", "2", "3", "4", "5", "nr_role", "nr_stage", "nr_work"};
  std::map<std::string, std::string> level_of;
  for (const ItemModel& item : SmallBlueprint().items) level_of[item.code] = item.level;
  int given = 0, possible = 0;
  for (const SiteSample& site : Sample().sites) {
    for (const Response& r : site.responses) {
      possible += 10;
      given += static_cast<int>(r.answers.size());
      for (const auto& [item, answer] : r.answers) {
        EXPECT_EQ(level_of.at(item), site.level);
        EXPECT_TRUE(codes.contains(answer)) << answer;
      }
    }
  }
  const double share = static_cast<double>(given) / possible;
  EXPECT_THAT(share, AllOf(Ge(0.85), Le(0.97))) << "partial answers are part of the picture";
}

TEST(SampleProgrammeTest, AnswersShowWhatWasPlanted) {
  double with = 0, without = 0, n_with = 0, n_without = 0;
  for (const SiteSample& site : Sample().sites) {
    for (const Response& r : site.responses) {
      const auto it = r.answers.find("p1_item0");
      if (it == r.answers.end() || it->second.size() > 1) continue;
      const bool planted = site.planted.contains("p1");
      (planted ? with : without) += std::stod(it->second);
      (planted ? n_with : n_without) += 1;
    }
  }
  EXPECT_LT(with / n_with + 0.7, without / n_without);
}

TEST(SampleProgrammeTest, ReverseItemsAreGivenAsAsked) {
  double with = 0, without = 0, n_with = 0, n_without = 0;
  for (const SiteSample& site : Sample().sites) {
    for (const Response& r : site.responses) {
      const auto it = r.answers.find("p1_item4");
      if (it == r.answers.end() || it->second.size() > 1) continue;
      const bool planted = site.planted.contains("p1");
      (planted ? with : without) += std::stod(it->second);
      (planted ? n_with : n_without) += 1;
    }
  }
  EXPECT_GT(with / n_with, without / n_without + 0.5) << "trouble makes people agree";
}

TEST(SampleProgrammeTest, FactsAreOfTheSitesLevel) {
  std::map<std::string, FactModel> facts;
  for (const FactModel& f : SmallBlueprint().facts) facts[f.id] = f;
  int visited = 0;
  for (const SiteSample& site : Sample().sites) {
    visited += site.facts.empty() ? 0 : 1;
    for (const Fact& f : site.facts) {
      EXPECT_EQ(facts.at(f.indicator).level, site.level);
      EXPECT_THAT(facts.at(f.indicator).categories, ::testing::Contains(f.category));
    }
  }
  EXPECT_THAT(visited, AllOf(Ge(25), Le(55))) << "some sites, not all";
}

TEST(SampleProgrammeTest, PeopleAreSyntheticAndAllDifferent) {
  std::set<std::string> names;
  std::map<std::string, int> roles;
  for (const Appointee& a : Sample().appointees) {
    EXPECT_TRUE(names.insert(a.display_name).second) << a.display_name;
    EXPECT_THAT(a.display_name, ::testing::EndsWith("(synthetic)"));
    EXPECT_THAT(a.email, ::testing::EndsWith("@sample.example"));
    ++roles[a.role];
  }
  EXPECT_EQ(roles["gp_champion"], 60);
  EXPECT_EQ(roles["practice_lead"], 60);
  EXPECT_EQ(roles["facilitator"], 8);
  EXPECT_EQ(roles["steering_group_chair"], 4);
  EXPECT_EQ(roles["operational_manager"], 4);
  EXPECT_EQ(roles["trainer"], 8);
  EXPECT_THAT(roles["exemplar"], AllOf(Ge(5), Le(20)));
  EXPECT_EQ(roles.size(), 8u);
}

TEST(SampleProgrammeTest, FacilitatorsHaveCapacityAndExemplarsHaveSolvedSomething) {
  std::map<std::string, const SiteSample*> sites;
  for (const SiteSample& site : Sample().sites) sites[site.organisation] = &site;
  for (const Appointee& a : Sample().appointees) {
    const bool planned = a.role == "facilitator" || a.role == "trainer";
    EXPECT_EQ(a.hours_per_month > 0, planned) << a.display_name;
    EXPECT_EQ(a.serves.size(), planned ? 1u : 0u);
    EXPECT_EQ(a.skills.empty(), !planned);
    EXPECT_EQ(std::set<std::string>(a.skills.begin(), a.skills.end()).size(), a.skills.size());
    EXPECT_EQ(a.solved_issues.empty(), a.role != "exemplar");
    for (const std::string& issue : a.solved_issues) {
      EXPECT_FALSE(sites.at(a.organisation)->planted.contains(issue)) << issue;
    }
  }
}

TEST(SampleProgrammeTest, ChampionsHaveLeftWhereTurnoverIsPlanted) {
  Blueprint blueprint = SmallBlueprint();
  blueprint.issues.push_back({.id = "x-turnover", .level = "practice", .prior = 0.5});
  const SampleProgramme sample = GenerateProgramme(blueprint, Options{});
  std::map<std::string, bool> planted;
  for (const SiteSample& site : sample.sites) {
    planted[site.organisation] = site.planted.contains("x-turnover");
  }
  int left = 0;
  for (const Appointee& a : sample.appointees) {
    if (a.role == "staff") continue;
    const bool gone = a.role == "gp_champion" && planted.at(a.organisation);
    EXPECT_EQ(a.end_date, gone ? "2023-12-31" : "") << a.display_name;
    EXPECT_EQ(a.start_date, gone ? "2023-01-01" : "2024-04-01");
    left += gone ? 1 : 0;
  }
  EXPECT_THAT(left, AllOf(Ge(10), Le(50)));
}

TEST(SampleProgrammeTest, SeedDecidesEverything) {
  const SampleProgramme again = GenerateProgramme(SmallBlueprint(), Options{});
  Options other;
  other.seed = 1;
  const SampleProgramme different = GenerateProgramme(SmallBlueprint(), other);
  bool differs = false;
  for (size_t i = 0; i < Sample().sites.size(); ++i) {
    EXPECT_EQ(again.sites[i].planted, Sample().sites[i].planted);
    ASSERT_EQ(again.sites[i].responses.size(), Sample().sites[i].responses.size());
    for (size_t j = 0; j < again.sites[i].responses.size(); ++j) {
      EXPECT_EQ(again.sites[i].responses[j].request_id, Sample().sites[i].responses[j].request_id);
      EXPECT_EQ(again.sites[i].responses[j].answers, Sample().sites[i].responses[j].answers);
    }
    differs |= different.sites[i].planted != Sample().sites[i].planted;
  }
  EXPECT_TRUE(differs);
}

TEST(SampleProgrammeTest, FewerPracticesLeaveTheOthersAsTheyWere) {
  Options fewer;
  fewer.practices_per_steering_group = 1;
  const SampleProgramme small = GenerateProgramme(SmallBlueprint(), fewer);
  ASSERT_EQ(small.sites[6].organisation, Sample().sites[6].organisation);
  ASSERT_EQ(small.sites[6].responses.size(), Sample().sites[6].responses.size());
  EXPECT_EQ(small.sites[6].responses[0].answers, Sample().sites[6].responses[0].answers);
}

TEST(EpraccurTest, RowsHave27QuotedColumnsAndCrlf) {
  const std::string file = ToEpraccur(Sample().organisations);
  std::istringstream lines(file);
  int rows = 0;
  for (std::string line; std::getline(lines, line); ++rows) {
    EXPECT_THAT(line, ::testing::MatchesRegex("\"Z9[0-9]{4}\"(,\"[^\"]*\"){26}\r"));
    EXPECT_THAT(line, ::testing::HasSubstr("SAMPLE DATA - NOT A REAL PRACTICE"));
  }
  EXPECT_EQ(rows, 60);
}

TEST(EpraccurTest, ColumnsAreWhereTheFormatPutsThem) {
  Organisation system;
  system.id = "norrowdale";
  system.kind = "whole_system";
  system.code = "Z9A1Z";
  system.open_date = "2024-04-01";
  Organisation group;
  group.id = "g";
  group.kind = "steering_group";
  group.parent = "norrowdale";
  Organisation practice;
  practice.id = "z90001";
  practice.kind = "practice";
  practice.code = "Z90001";
  practice.display_name = "Alder Surgery";
  practice.address_lines = {"one", "two"};
  practice.postcode = "ZY1 1AA";
  practice.telephone = "01632 960001";
  practice.open_date = "1980-02-01";
  practice.parent = "g";
  EXPECT_EQ(ToEpraccur({system, group, practice}),
            "\"Z90001\",\"ALDER SURGERY\",\"Y98\",\"QZA\",\"ONE\",\"TWO\",\"\",\"\",\"\","
            "\"ZY1 1AA\",\"19800201\",\"\",\"A\",\"B\",\"Z9A1Z\",\"20240401\",\"\","
            "\"01632 960001\",\"\",\"\",\"\",\"0\",\"\",\"Z9A1Z\",\"\",\"4\",\"\"\r\n");
}

TEST(PcnPartnersTest, PutsFiveNeighboursIntoAPcn) {
  const std::string file = ToPcnPartners(Sample().organisations);
  const size_t end_of_header = file.find("\r\n");
  EXPECT_THAT(file.substr(0, end_of_header),
              ::testing::HasSubstr("\"Partner\nOrganisation\nCode\""));
  std::istringstream lines(file.substr(end_of_header + 2));
  std::map<std::string, int> practices;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_THAT(line, ::testing::MatchesRegex(
                          "Z9[0-9]{4},[^,]*,U9[0-9]{4},[A-Z]+ PCN .SAMPLE.,20190701,\r"));
    ++practices[line.substr(line.find(",U9") + 1, 6)];
  }
  EXPECT_EQ(practices.size(), 12u);
  for (const auto& [pcn, count] : practices) EXPECT_EQ(count, 5) << pcn;
}

TEST(WorkforceTest, SaysOfEachPracticeWhatItsContextSays) {
  const std::string file = ToWorkforce(Sample());
  EXPECT_EQ(std::count(file.begin(), file.end(), '\n'), 61);
  const SiteContext& context = Sample().contexts[6];
  ASSERT_EQ(context.organisation, "z90001");
  EXPECT_THAT(file,
              ::testing::HasSubstr(absl::StrCat(
                  ",", context.list_size, ",", context.headcount.at("gp"), ",",
                  context.headcount.at("nurse"), ",", context.headcount.at("direct_patient_care"),
                  ",", context.headcount.at("admin"), "\r\n")));
}

TEST(SampleProgrammeTest, AYearLaterIssuesAreSolvedAndFewAreNew) {
  int before = 0, kept = 0, fresh = 0;
  ASSERT_EQ(Sample().sites_later.size(), Sample().sites.size());
  for (size_t i = 0; i < Sample().sites.size(); ++i) {
    const SiteSample &then = Sample().sites[i], &now = Sample().sites_later[i];
    EXPECT_EQ(now.organisation, then.organisation);
    // What was tried about one of them changes its fate (below).
    const std::string& treated = Sample().treatments.issue;
    before += static_cast<int>(then.planted.size() - then.planted.count(treated));
    for (const std::string& issue : now.planted) {
      if (issue != treated) ++(then.planted.contains(issue) ? kept : fresh);
    }
  }
  EXPECT_NEAR(kept / static_cast<double>(before), 0.65, 0.15) << "0.6 to 0.85, by their causes";
  EXPECT_GT(fresh, 0);
  EXPECT_LT(fresh, before / 4);
}

// As many practices as have the issue take it, by their answers, that they do: a quarter of them
// tries each idea, and the last quarter nothing.
TEST(SampleProgrammeTest, PracticesTryWhatHelpsWhatDoesNothingAndWhatHarms) {
  const Treatments& treatments = Sample().treatments;
  std::map<std::string, int> tried, had, has;
  for (const Treatment& one : treatments.treated) {
    ++tried[one.idea];
    for (size_t i = 0; i < Sample().sites.size(); ++i) {
      if (Sample().sites[i].organisation != one.organisation) continue;
      had[one.idea] += Sample().sites[i].planted.contains(treatments.issue);
      has[one.idea] += Sample().sites_later[i].planted.contains(treatments.issue);
    }
  }
  ASSERT_EQ(tried.size(), 3u);
  int right = 0, all = 0;
  for (const auto& [idea, practices] : tried) {
    EXPECT_GT(practices, 3) << idea;
    right += had[idea];
    all += practices;
  }
  EXPECT_GT(right, all / 2) << "answers tell of the issue";
  EXPECT_LT(right, all) << "and nobody tells practices the truth";
  EXPECT_LT(has["story-at-the-huddle"], had["story-at-the-huddle"] / 2);
  EXPECT_EQ(has["form-to-sign"], tried["form-to-sign"]);
}

// Who gets better answers better: what a comparison of the two waves has to find.
TEST(SampleProgrammeTest, AYearLaterAnswersFollowTheTruth) {
  double solved = 0, solved_change = 0, same = 0, same_change = 0;
  const auto mean = [](const SiteSample& site, absl::string_view item) {
    double sum = 0, n = 0;
    for (const Response& r : site.responses) {
      const auto answer = r.answers.find(std::string(item));
      int score = 0;
      if (answer == r.answers.end() || !absl::SimpleAtoi(answer->second, &score)) continue;
      sum += score;
      ++n;
    }
    return n == 0 ? 3.0 : sum / n;
  };
  for (size_t i = 0; i < Sample().sites.size(); ++i) {
    const SiteSample &then = Sample().sites[i], &now = Sample().sites_later[i];
    if (then.level != "practice" || then.planted.count("p1") == 0) continue;
    const double change = mean(now, "p1_item0") - mean(then, "p1_item0");
    const bool gone = now.planted.count("p1") == 0;
    (gone ? solved : same) += 1;
    (gone ? solved_change : same_change) += change;
  }
  ASSERT_GT(solved, 5);
  ASSERT_GT(same, 5);
  EXPECT_GT(solved_change / solved, same_change / same + 0.5);
}

TEST(PeopleFileTest, SaysOfEveryoneWhoTheyAre) {
  const auto& people = Sample().appointees;
  const std::string file = ToPeopleFile(people);
  EXPECT_EQ(std::count(file.begin(), file.end(), '\n'), static_cast<int>(people.size()) + 1);
  for (size_t i : {size_t{0}, people.size() - 1}) {
    EXPECT_THAT(file, ::testing::HasSubstr(absl::StrFormat(
                          "\r\nP%04d,%s,%s,%s,%s,", i + 1, people[i].display_name, people[i].email,
                          people[i].organisation, people[i].role)));
  }
}

TEST(PeopleFileTest, TheOtherListKnowsTheTrainersByTheSameKeysAndOtherNames) {
  const std::string file = ToTrainersFile(Sample().appointees);
  int trainers = 0, otherwise = 0;
  for (size_t i = 0; i < Sample().appointees.size(); ++i) {
    const Appointee& a = Sample().appointees[i];
    if (a.role != "trainer") continue;
    ++trainers;
    const bool senior = absl::StrContains(
        file, absl::StrFormat("\r\nP%04d,Senior %s,%s,", i + 1, a.display_name, a.organisation));
    const bool same = absl::StrContains(
        file, absl::StrFormat("\r\nP%04d,%s,%s,", i + 1, a.display_name, a.organisation));
    EXPECT_NE(senior, same) << a.display_name;
    otherwise += senior;
  }
  EXPECT_EQ(otherwise, 2);
  EXPECT_EQ(std::count(file.begin(), file.end(), '\n'), trainers + 1);
}

}  // namespace
}  // namespace pcsp::gateway::sample
