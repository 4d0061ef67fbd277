// Those of the twelve attacks that are not on numbers: on order and time, on people's own words,
// and on the promise itself. Two of their rules are no switch but how things are stored: there the
// attacker meets a store that does it wrongly.
#include <cmath>
#include <set>

#include "absl/strings/str_replace.h"
#include "tests/assessments/disclosure/attack_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

class AttacksBesideNumbersTest : public AttackFixture {};

// What was answered first, or when, or under which id, shows nowhere: the same answers in another
// order come to the same replies, and leave no line of their own.
TEST_F(AttacksBesideNumbersTest, N5OrderAndTime) {
  const auto everything = [this](const std::vector<std::string>& codes) {
    std::string seen;
    Succeeds([&] {
      Open("w1", {{"a1"}, {"a2"}});
      for (const std::string& code : codes) {
        clock_.Advance(absl::Hours(1));
        Answer("w1", "a1", code, 1);
      }
      Close("w1");
      pb::ListSiteResultsRequest results;
      results.set_parent(Name("w1"));
      results.set_view(pb::RESULTS_VIEW_FULL);
      seen = Ask(&Stub::ListSiteResults, results)->DebugString();
      pb::ListEvidenceRequest evidence;
      evidence.set_parent(Name("w1"));
      const auto listed = Ask(&Stub::ListEvidence, evidence).value();
      for (const auto& site : listed.evidence()) {
        for (const auto& item : site.items()) {
          for (const auto& [code, count] :
               std::map<std::string, int>(item.answers().begin(), item.answers().end())) {
            absl::StrAppend(&seen, item.item(), code, count);
          }
        }
      }
      audit::v1::ListAuditEntriesRequest lines;
      lines.set_parent("programmes/p/auditChains/assessments");
      EXPECT_EQ(Ask(&Stub::ListAuditEntries, lines)->entries_size(), 3) << "made, opened, closed";
      return true;
    });
    return seen;
  };
  const std::string forward = everything({"1", "2", "3", "4", "5", "4"});
  EXPECT_EQ(forward, everything({"4", "5", "4", "3", "2", "1"}));
  EXPECT_NE(forward, everything({"5", "5", "4", "3", "2", "1"})) << "it does say something";
}

// Somebody saw who came in which order, and has the file. Answers lie there by an id of chance; the
// attacker wins over a store that notes them as they come, as any table with a counter does.
TEST_F(AttacksBesideNumbersTest, N5StorageOrder) {
  std::vector<std::string> said;
  for (int i = 0; i < 20; ++i) said.push_back(std::to_string(i % 5 + 1));
  const auto attack = [&](bool as_they_come) {
    Open("w1", {{"a1"}});
    if (as_they_come) {
      InTheFile(
          "create table diary (place integer primary key, answers text);"
          "create trigger note after insert on response begin"
          " insert into diary (answers) values (new.answers); end");
    }
    for (const std::string& code : said) Answer("w1", "a1", code, 1);
    Close("w1");
    // The fourth byte of a row is the answer to pr_drive.
    const std::string table = as_they_come ? "diary" : "response";
    const auto rows = InTheFile("select substr(answers, 4, 1) from " + table);
    EXPECT_EQ(rows.size(), said.size());
    return rows == said;  // by chance once in 10^11
  };
  EXPECT_FALSE(Succeeds([&] { return attack(false); }));
  EXPECT_TRUE(Succeeds([&] { return attack(true); }));
}

// Six people wrote the same complaint at a site: enough for numbers, too few for words. The
// attacker asks for them, and takes what another site wrote away from what all wrote.
TEST_F(AttacksBesideNumbersTest, N8OwnWords) {
  WriteInstrument("worded", absl::StrReplaceAll(SmallYaml("worded", "practice", "pr"),
                                                {{"items:", "  words: { kind: text }\nitems:"}}) +
                                "\n  - { code: more, scale: words, text: More. }");
  const auto write = [this](const std::string& site, const std::string& text, int people) {
    pb::SubmitResponseRequest request;
    request.set_parent(Name("w1"));
    request.set_organisation(Organisation(site));
    request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
    (*request.mutable_words())["more"] = text;
    for (int i = 0; i < people; ++i) {
      (*request.mutable_answers())["pr_drive"] = std::to_string(i % 5 + 1);
      ASSERT_OK(Submit(request));
    }
  };
  const auto texts = [this](const std::string& organisation) {
    pb::GetWordsRequest request;
    request.set_name(Name("w1"));
    request.set_organisation(organisation);
    const auto words = Ask(&Stub::GetWords, request).value();
    return std::multiset<std::string>(words.items(0).texts().begin(), words.items(0).texts().end());
  };
  const auto attack = [&](bool by_taking_away) {
    Open("w1", {{"a1"}, {"a2"}}, 5, 5, "worded");
    write("a1", "It goes well", 12);
    write("a2", "The rota is unfair", 6);
    Close("w1");
    EXPECT_TRUE(See(Site("w1", "a2")).shown) << "six are enough for numbers";
    EXPECT_EQ(texts(Organisation("a1")).size(), 12u);
    const auto found = texts(by_taking_away ? "" : Organisation("a2"));
    return found.count("The rota is unfair") == 6;
  };
  for (const bool by_taking_away : {false, true}) {
    EXPECT_FALSE(Succeeds([&] { return attack(by_taking_away); }));
    EXPECT_TRUE(Succeeds([&] { return attack(by_taking_away); }, {.own_words = false}));
  }
}

// Their threshold is one that no policy can set below that of numbers.
TEST_F(AttacksBesideNumbersTest, N8ThresholdOfOwnWords) {
  pb::CreateWaveRequest request;
  request.set_parent("programmes/p");
  request.set_wave_id("w1");
  request.mutable_wave()->set_display_name("Spring");
  request.mutable_wave()->set_min_group_size(6);
  request.mutable_wave()->add_instruments("instruments/practice/versions/1");
  request.mutable_wave()->mutable_privacy_policy()->set_min_free_text_size(5);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateWave, request).status()),
              ElementsAre("wave.privacy_policy.min_free_text_size"));
  request.mutable_wave()->clear_privacy_policy();
  EXPECT_EQ(Ask(&Stub::CreateWave, request)->privacy_policy().min_free_text_size(), 10);
}

// Five people answered under the promise that fewer than six are not shown, and then somebody
// lowers it. Through the API nothing can; the attacker wins over a store whose policies can be
// changed.
TEST_F(AttacksBesideNumbersTest, N12ThresholdLoweredAfterwards) {
  const auto attack = [this](const std::function<void()>& lower) {
    Open("w1", {{"a1"}}, /*group_size=*/6, /*distribution_size=*/8);
    Answer("w1", "a1", "3", 4);
    Answer("w1", "a1", "1", 1);
    lower();
    Close("w1");
    const Seen seen = See(Site("w1", "a1"));
    return seen.shown && seen.people == 5 && std::abs(seen.sum() / 5 - 40) < 1.5;
  };
  const auto through_the_api = [this] {
    EXPECT_THAT(CreateWave("w1", 3), HasReason("WAVE_EXISTS"));
    pb::OpenWaveRequest again;
    again.set_name(Name("w1"));
    again.add_sites()->set_organisation(Organisation("a1"));
    again.mutable_sites(0)->set_level(type::v1::LEVEL_PRACTICE);
    EXPECT_THAT(Ask(&Stub::OpenWave, again), HasReason("WAVE_NOT_DRAFT"));
  };
  EXPECT_FALSE(Succeeds([&] { return attack(through_the_api); }));
  EXPECT_EQ(Site("w1", "a1").suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  pb::GetWaveRequest get;
  get.set_name(Name("w1"));
  const auto policy = Ask(&Stub::GetWave, get)->privacy_policy();
  EXPECT_EQ(policy.min_group_size(), 6);
  EXPECT_EQ(policy.min_distribution_size(), 8);
  const auto past_the_rule = [this] {
    Stop();
    InTheFile("update wave set min_group_size = 3, min_distribution_size = 3");
    EXPECT_OK(Start());
  };
  EXPECT_TRUE(Succeeds([&] { return attack(past_the_rule); }));
}

}  // namespace
}  // namespace pcsp::assessments::testing
