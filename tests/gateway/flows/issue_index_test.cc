#include "gateway/flows/issue_index.h"

#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::SiteEvidence;
using diagnosis::v1::KnowledgeBase;
using type::v1::CONSTRUCT_COHERENCE;
using type::v1::LEVEL_PRACTICE;

constexpr char kIssue[] = "coh-purpose", kElsewhere[] = "x-turnover";

// One issue of coherence with two items of five answers, and one of no construct with the second.
KnowledgeBase TwoItems() {
  KnowledgeBase kb;
  for (const char* id : {kIssue, kElsewhere}) {
    auto* issue = kb.add_issues();
    issue->set_id(id);
    issue->set_level(LEVEL_PRACTICE);
  }
  kb.mutable_issues(0)->set_construct(CONSTRUCT_COHERENCE);
  for (const char* id : {"first", "second"}) {
    auto* item = kb.add_indicators();
    item->set_kind(diagnosis::v1::SIGNAL_KIND_SURVEY_ITEM);
    item->set_level(LEVEL_PRACTICE);
    item->set_id(id);
    for (const char* code : {"1", "2", "3", "4", "5"}) item->add_categories()->set_code(code);
    item->add_links()->set_issue(kIssue);
  }
  kb.mutable_indicators(1)->add_links()->set_issue(kElsewhere);
  return kb;
}

using Answers = std::map<std::string, int>;

SiteEvidence Site(const std::string& organisation) {
  SiteEvidence site;
  site.set_organisation(organisation);
  site.set_level(LEVEL_PRACTICE);
  return site;
}

void Counted(SiteEvidence& site, const std::string& item, const Answers& answers) {
  auto* added = site.add_items();
  added->set_item(item);
  for (const auto& [code, count] : answers) (*added->mutable_answers())[code] = count;
}

void Hidden(SiteEvidence& site, const std::string& item, const Answers& standing_for) {
  Counted(site, item, standing_for);
  site.mutable_items(site.items_size() - 1)
      ->set_suppression(assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
}

IssueIndex At(const IssueIndices& indices, const std::string& site, const char* issue = kIssue) {
  const auto found = indices.sites.find({site, issue});
  return found == indices.sites.end() ? IssueIndex() : found->second;
}

TEST(IssueIndex, IsTheMeanOfTheItemsCountedInBothWaves) {
  SiteEvidence before = Site("a"), after = Site("a");
  Counted(before, "first", {{"1", 10}});
  Counted(before, "second", {{"3", 4}, {"5", 4}, {"nr_role", 3}});
  Hidden(after, "first", {{"4", 5}});
  Counted(after, "second", {{"2", 8}});
  const std::vector<SiteEvidence> then = {before}, now = {after};
  const KnowledgeBase kb = TwoItems();
  const IssueIndex was = At(IndicesOf({then, {}}, {now, {}}, kb), "a");
  EXPECT_EQ(was.mean, 75);
  EXPECT_EQ(was.people, 8);
  EXPECT_EQ(At(IndicesOf({now, {}}, {then, {}}, kb), "a").mean, 25);
  EXPECT_EQ(At(IndicesOf({then, {}}, {}, kb), "a").mean, 37.5)
      << "not in the other wave: all items";
}

TEST(IssueIndex, IsTheMeanOfTheConstructWhereItemsAreHidden) {
  SiteEvidence small = Site("a");
  Hidden(small, "first", {{"2", 5}});
  Hidden(small, "second", {{"2", 5}});
  const std::vector<SiteEvidence> sites = {small};
  const ShownMeans then = {{{"a", CONSTRUCT_COHERENCE}, {35, 6}}};
  const ShownMeans now = {{{"a", CONSTRUCT_COHERENCE}, {10, 5}}};
  const KnowledgeBase kb = TwoItems();
  const IssueIndices indices = IndicesOf({sites, now}, {sites, then}, kb);
  EXPECT_EQ(At(indices, "a").mean, 10);
  EXPECT_EQ(At(indices, "a").people, 5);
  EXPECT_EQ(indices.variance_within.at(kIssue), 400);
  EXPECT_EQ(At(indices, "a", kElsewhere).mean, 25) << "of no construct: what may be told of items";
  // Both waves are measured alike, or a change would be one of the measure.
  EXPECT_EQ(At(IndicesOf({sites, now}, {sites, {}}, kb), "a").mean, 25);
}

TEST(IssueIndex, IsAbsentWhereNothingMayBeSeen) {
  SiteEvidence none = Site("a");
  Hidden(none, "first", {});
  const std::vector<SiteEvidence> sites = {none};
  EXPECT_TRUE(IndicesOf({sites, {}}, {sites, {}}, TwoItems()).sites.empty());
}

}  // namespace
}  // namespace pcsp::gateway
