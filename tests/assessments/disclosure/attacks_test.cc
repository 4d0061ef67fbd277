// The twelve attacks that disclosure control is made against, through the public API. Each fails
// under the rules, and wins when the rule that is made against it is off. Attacks 5, 8 and 12 are
// in attacks_beside_numbers_test.cc.
#include <cmath>

#include "tests/assessments/disclosure/attack_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using ::testing::ElementsAre;
using Rules = DisclosureRules;

class AttacksTest : public AttackFixture {};

bool Near(double a, double b) { return std::abs(a - b) < 1.5; }

TEST_F(AttacksTest, N1ParentLessChildren) {
  const auto attack = [this] {
    const std::map<std::string, std::pair<std::string, int>> said = {
        {"a1", {"2", 8}}, {"a2", {"3", 9}}, {"a3", {"4", 10}}, {"a4", {"3", 7}}, {"a5", {"2", 3}}};
    std::vector<Place> places;
    for (const auto& [site, answer] : said) places.push_back({site, "north"});
    Open("w1", places);
    for (const auto& [site, answer] : said) Answer("w1", site, answer.first, answer.second);
    Close("w1");
    const Seen north = See(Group("w1", "north"));
    EXPECT_TRUE(north.shown) << "the attack needs a sum";
    int hidden = 0, people = north.people;
    double sum = north.sum();
    for (const auto& [site, answer] : said) {
      const Seen seen = See(Site("w1", site));
      hidden += !seen.shown;
      people -= seen.people;
      sum -= seen.sum();
    }
    return hidden == 1 && people == 3 && Near(sum / people, 25);
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_TRUE(Succeeds(attack, {.secondary = false}));
}

TEST_F(AttacksTest, N2WaveLessEarlierWave) {
  const auto attack = [this] {
    for (const char* wave : {"w1", "w2"}) {
      Open(wave, {{"a1"}, {"a2"}});
      Answer(wave, "a1", "3", 7);
      Answer(wave, "a2", "3", 9);
    }
    Answer("w2", "a1", "5", 1);  // who joined
    Close("w1");
    Close("w2");
    const Seen before = See(Site("w1", "a1")), after = See(Site("w2", "a1"));
    EXPECT_TRUE(before.exact && before.mean);
    const double of_site = 8 * after.mean.value_or(-1) - before.sum();
    const Seen all = See(Group("w1")), all_after = See(Group("w2"));
    const double of_all = 17 * all_after.mean.value_or(-1) - all.sum();
    const auto joined = [&](const std::string& code) {
      return Given("w2", "a1").answers().count(code) == 1 &&
             Given("w1", "a1").answers().count(code) == 0;
    };
    return Near(of_site, 100) || Near(of_all, 100) || joined("5");
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Given("w2", "a1").suppression(), pb::SUPPRESSION_OVERLAP);
  EXPECT_EQ(Given("w2", "a1").tendency(), pb::TENDENCY_MIXED) << "most were undecided";
  const auto results = Site("w2", "a1");
  EXPECT_EQ(results.items(3).suppression(), pb::SUPPRESSION_OVERLAP);
  EXPECT_EQ(results.constructs(1).mean(), 60) << "of 56.25: a profile is there, roughly";
  EXPECT_EQ(results.constructs(1).respondents(), 5);
  EXPECT_EQ(results.constructs(1).respondents_most(), 9);
  EXPECT_TRUE(See(Site("w2", "a2")).mean) << "the same number as before says nothing";
  EXPECT_TRUE(Succeeds(attack, {.overlap = false}));
}

// Of teams that are told in bands, what stands for an item's answers is as many as the band of the
// team says: how many skipped one item or another would narrow it down.
TEST_F(AttacksTest, N2CountThoseWhoSkippedAnItem) {
  for (const char* wave : {"w1", "w2"}) {
    Open(wave, {{"a1"}, {"a2"}});
    Answer(wave, "a1", "4", 19);
    Answer(wave, "a2", "4", 19);
  }
  Answer("w2", "a1", "4", 2);
  pb::SubmitResponseRequest skipped;
  skipped.set_parent(Name("w2"));
  skipped.set_organisation(Organisation("a2"));
  skipped.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  (*skipped.mutable_answers())["pr_skills"] = "4";
  for (int i = 0; i < 2; ++i) ASSERT_OK(Submit(skipped));
  Close("w1");
  Close("w2");
  for (const char* site : {"a1", "a2"}) {
    EXPECT_EQ(Given("w2", site).suppression(), pb::SUPPRESSION_OVERLAP);
    EXPECT_EQ(Given("w2", site).answers().at("4"), 20) << site;
  }
}

// As many answered as before, but one skipped the question then.
TEST_F(AttacksTest, N2WhoSkippedTheQuestionThen) {
  const auto attack = [this] {
    for (const char* wave : {"w1", "w2"}) {
      Open(wave, {{"a1"}, {"a2"}});
      Answer(wave, "a1", "3", 7);
      Answer(wave, "a2", "3", 9);
    }
    pb::SubmitResponseRequest skips;
    skips.set_parent(Name("w1"));
    skips.set_organisation(Organisation("a1"));
    skips.set_staff_group(type::v1::STAFF_GROUP_NURSE);
    (*skips.mutable_answers())["pr_skills"] = "4";
    EXPECT_OK(Submit(skips));
    Answer("w2", "a1", "5", 1);
    Close("w1");
    Close("w2");
    EXPECT_EQ(Site("w1", "a1").respondents(), 8);
    const Seen before = See(Site("w1", "a1")), after = See(Site("w2", "a1"));
    EXPECT_TRUE(before.exact && before.mean);
    return Near(8 * after.mean.value_or(-1) - before.sum(), 100);
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_TRUE(Succeeds(attack, {.overlap = false}));
}

TEST_F(AttacksTest, N3FilterByStaffGroup) {
  const auto attack = [this] {
    Open("w1", {{"a1"}}, /*group_size=*/6, /*distribution_size=*/6);
    Answer("w1", "a1", "4", 7, type::v1::STAFF_GROUP_GP);
    Answer("w1", "a1", "2", 5, type::v1::STAFF_GROUP_NURSE);
    Close("w1");
    const auto results = Site("w1", "a1");
    const Seen team = See(results);
    EXPECT_EQ(team.people, 12);
    int rest = team.people;
    double sum = team.sum();
    for (const auto& part : results.constructs(1).staff_groups()) {
      rest -= part.respondents();
      sum -= part.respondents() * part.mean();
    }
    return rest == 5 && Near(sum / rest, 25);
  };
  EXPECT_FALSE(Succeeds(attack));
  const auto construct = Site("w1", "a1").constructs(1);
  ASSERT_EQ(construct.staff_groups_size(), 1);
  EXPECT_THAT(construct.staff_groups(0).merged_from(),
              ElementsAre(type::v1::STAFF_GROUP_GP, type::v1::STAFF_GROUP_NURSE,
                          type::v1::STAFF_GROUP_DIRECT_PATIENT_CARE));
  EXPECT_EQ(construct.staff_groups(0).merged_because(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_TRUE(Succeeds(attack, {.complement = false}));
}

TEST_F(AttacksTest, N4WatchTheCounter) {
  const auto attack = [this] {
    Open("w1", {{"a1"}});
    pb::GetWaveProgressRequest request;
    request.set_name(Name("w1"));
    std::vector<std::string> seen;
    for (int i = 0; i < 4; ++i) {
      const auto progress = Ask(&Stub::GetWaveProgress, request).value();
      EXPECT_EQ(progress.sites(0).suppression(), pb::SUPPRESSION_NOT_YET_CLOSED);
      seen.push_back(progress.sites(0).responses().ShortDebugString());
      Answer("w1", "a1", "5", 1);
    }
    EXPECT_THAT(Results("a1"), HasReason("WAVE_NOT_CLOSED"));
    return seen[0] != seen[1] && seen[1] != seen[2] && seen[2] != seen[3];
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_TRUE(Succeeds(attack, {.bands = false}));
}

TEST_F(AttacksTest, N6AllOfOneMind) {
  const auto attack = [this] {
    Open("w1", {{"a1"}});
    Answer("w1", "a1", "5", 9);
    Close("w1");
    const auto results = Site("w1", "a1");
    const Seen seen = See(results);
    if (seen.mean && *seen.mean == 100) return true;
    const auto& item = results.items(3);
    if (item.answers_size() == 5 && item.answers(4).count() == 9) return true;
    return Given("w1", "a1").answers_size() > 0;
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Given("w1", "a1").suppression(), pb::SUPPRESSION_UNANIMITY);
  EXPECT_EQ(Given("w1", "a1").tendency(), pb::TENDENCY_UNSPECIFIED) << "it would tell which";
  EXPECT_EQ(Site("w1", "a1").constructs(1).suppression(), pb::SUPPRESSION_UNANIMITY);
  EXPECT_EQ(Site("w1", "a1").items(3).suppression(), pb::SUPPRESSION_UNANIMITY);
  EXPECT_TRUE(Succeeds(attack, {.unanimity = false}));
}

// The construct says that all gave the best answer or all the worst; that its item points up would
// say which, even where too few answered for its counts.
TEST_F(AttacksTest, N6TheWayThatOneMindPoints) {
  const auto attack = [this] {
    Open("w1", {{"a1"}, {"a2"}, {"a3"}, {"a4"}}, /*group_size=*/5, /*distribution_size=*/8);
    Answer("w1", "a1", "5", 6);
    for (const char* other : {"a2", "a3", "a4"}) {
      Answer("w1", other, "5", 5);
      Answer("w1", other, "4", 1);
    }
    Close("w1");
    EXPECT_EQ(Site("w1", "a2").items(3).tendency(), pb::TENDENCY_FAVOURABLE);
    EXPECT_EQ(Given("w1", "a2").tendency(), pb::TENDENCY_FAVOURABLE);
    EXPECT_EQ(Given("w1", "a2").answers().at("4"), 5) << "nobody's own";
    return Given("w1", "a1").answers_size() > 0 ||
           Site("w1", "a1").items(3).tendency() != pb::TENDENCY_UNSPECIFIED;
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Site("w1", "a1").items(3).suppression(), pb::SUPPRESSION_UNANIMITY);
  EXPECT_TRUE(Succeeds(attack, {.unanimity = false}));
}

TEST_F(AttacksTest, N7EverybodyAnsweredAndOneStandsOut) {
  const auto attack = [this] {
    Open("w1", {{"a1", "", "", /*roster=*/9}});
    Answer("w1", "a1", "4", 8);
    Answer("w1", "a1", "1", 1);
    Close("w1");
    const auto results = Site("w1", "a1");
    const auto& item = results.items(3);
    const bool in_evidence = Given("w1", "a1").answers().count("1") == 1;
    return results.headcount() == 9 &&
           (in_evidence || (item.answers_size() > 0 && item.answers(0).count() == 1));
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Site("w1", "a1").items(3).suppression(), pb::SUPPRESSION_FULL_RESPONSE);
  EXPECT_EQ(Site("w1", "a1").items(3).tendency(), pb::TENDENCY_FAVOURABLE);
  EXPECT_TRUE(See(Site("w1", "a1")).shown);
  EXPECT_TRUE(Succeeds(attack, {.full_response = false}));
}

TEST_F(AttacksTest, N9MergedPractices) {
  const auto attack = [this] {
    Open("w1", {{"a"}, {"b"}, {"c"}, {"d"}});
    Answer("w1", "a", "3", 8);
    Answer("w1", "b", "2", 4);
    Answer("w1", "c", "3", 9);
    Answer("w1", "d", "3", 2);
    Close("w1");
    // b has become part of a: the results of the new practice, as of now.
    const Seen merged = See(Release("w1", {"a", "b"}).value()), alone = See(Site("w1", "a"));
    EXPECT_TRUE(alone.shown);
    return merged.shown && merged.people - alone.people == 4 &&
           Near((merged.sum() - alone.sum()) / 4, 25);
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Release("w1", {"a", "b"})->suppression(), pb::SUPPRESSION_OVERLAP);
  EXPECT_EQ(See(Release("w1", {"a", "c"}).value()).people, 17) << "nobody is told apart by these";
  EXPECT_TRUE(Succeeds(attack, {.overlap = false}));
}

TEST_F(AttacksTest, N10GroupsPutTogetherToIsolateOne) {
  const auto attack = [this] {
    std::vector<Place> places = {{"a"}};
    for (const char* small : {"b", "c", "d", "e", "f", "g"}) places.push_back({small});
    Open("w1", places);
    Answer("w1", "a", "3", 20);
    for (size_t i = 1; i < places.size(); ++i) {
      Answer("w1", places[i].site, i == 3 ? "2" : "4", 3);
    }
    Close("w1");
    const Seen more = See(Release("w1", {"b", "c", "d"}).value());
    EXPECT_TRUE(more.shown);
    const Seen fewer = See(Release("w1", {"b", "c"}).value());
    return fewer.shown && more.people - fewer.people == 3 &&
           Near((more.sum() - fewer.sum()) / 3, 25);
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_TRUE(Succeeds(attack, {.overlap = false}));
}

// A team is told as 5 to 7 people and to 5 points; its neighbour and both together would be exact.
TEST_F(AttacksTest, N11SumsFromGroups) {
  const auto attack = [this] {
    Open("w1", {{"a1", "north"}, {"a2", "north"}}, /*group_size=*/5, /*distribution_size=*/8);
    Answer("w1", "a1", "3", 5);
    Answer("w1", "a1", "2", 1);
    Answer("w1", "a2", "4", 11);
    Answer("w1", "a2", "3", 1);
    Close("w1");
    const Seen a2 = See(Site("w1", "a2")), north = See(Group("w1", "north"));
    EXPECT_TRUE(See(Site("w1", "a1")).shown && a2.exact);
    return north.exact && north.people - a2.people == 6 &&
           Near((north.sum() - a2.sum()) / 6, 100 * 11 / 24.);
  };
  EXPECT_FALSE(Succeeds(attack));
  const auto north = Group("w1", "north", pb::RESULTS_VIEW_FULL);
  EXPECT_TRUE(See(north).mean) << "18 are told, roughly";
  EXPECT_EQ(north.items(3).suppression(), pb::SUPPRESSION_SECONDARY);
  EXPECT_TRUE(Succeeds(attack, {.rounding = false}));
}

TEST_F(AttacksTest, N11SumsFromMeans) {
  const auto attack = [this] {
    Open("w1", {{"a1"}}, /*group_size=*/5, /*distribution_size=*/8);
    Answer("w1", "a1", "3", 6);
    Answer("w1", "a1", "2", 1);
    Close("w1");
    const auto construct = Site("w1", "a1").constructs(1);
    int fits = 0;  // how many people could have said how much in all
    for (int people = construct.respondents(); people <= construct.respondents_most(); ++people) {
      for (int sum = 0; sum <= 4 * people; ++sum) {
        const double step = construct.respondents() == construct.respondents_most() ? .1 : 5;
        fits += std::abs(25.0 * sum / people - construct.mean()) <= step / 2;
      }
    }
    EXPECT_GT(fits, 0);
    return fits == 1;
  };
  EXPECT_FALSE(Succeeds(attack));
  EXPECT_EQ(Site("w1", "a1").respondents_most(), 7);
  EXPECT_EQ(Given("w1", "a1").answers().at("3"), 5) << "it points neither way";
  EXPECT_EQ(Given("w1", "a1").answers_size(), 1);
  EXPECT_TRUE(Succeeds(attack, {.rounding = false}));
}

}  // namespace
}  // namespace pcsp::assessments::testing
