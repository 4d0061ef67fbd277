#include "tests/assessments/disclosure/worlds/world_fixture.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_replace.h"

namespace pcsp::assessments::testing {
namespace {

constexpr char kItem[] = "pr_drive";  // the one item of its construct
constexpr const char* kTrees[] = {"alder", "beech", "cedar", "dogwood", "elder"};

constexpr size_t kWatched = 12;  // enough for two bands

std::string WaveOf(const World& world, int wave) {
  return absl::StrCat("programmes/", world.name, "/waves/w", wave);
}
std::string SiteOf(const World& world, int site) {
  return absl::StrCat("programmes/", world.name, "/organisations/a", site);
}
std::string GroupOf(const World& world, const std::string& group) {
  return absl::StrCat("programmes/", world.name, "/organisations/", group);
}
std::string TextOf(int site) { return absl::StrCat("it goes as under the ", kTrees[site]); }

Part PartOf(const pb::StaffGroupMean& mean) {
  Part part = 0;
  for (int group : mean.merged_from()) part |= 1 << (group - 1);
  return part;
}

void ReadItem(const pb::ItemResult& item, Told* told) {
  if (item.suppression() != pb::SUPPRESSION_UNSPECIFIED) return;
  told->answers.emplace();
  for (const auto& answer : item.answers()) {
    const char code = answer.answer()[0];
    if (answer.answer().size() == 1) (*told->answers)[code - '1'] = answer.count();
  }
}

void ReadConstruct(const pb::ConstructResult& construct, Told* told, std::vector<Told>* parts) {
  told->mean_shown = construct.suppression() == pb::SUPPRESSION_UNSPECIFIED;
  if (!told->mean_shown) return;
  told->who_counted = {construct.respondents(), construct.respondents_most()};
  told->mean = construct.mean();
  for (const auto& group : construct.staff_groups()) {
    parts->push_back({.sites = told->sites,
                      .part = PartOf(group),
                      .put_together = told->put_together,
                      .mean_shown = true,
                      .who_counted = {group.respondents(), group.respondents_most()},
                      .mean = group.mean()});
  }
}

// A site's results or a group's.
template <typename Results>
void ReadResults(const Results& results, Told told, std::vector<Told>* all) {
  told.people_shown = results.suppression() == pb::SUPPRESSION_UNSPECIFIED;
  std::vector<Told> parts;
  if (told.people_shown) {
    told.people = {results.respondents(), results.respondents_most()};
    ReadConstruct(results.constructs(1), &told, &parts);
    for (const auto& item : results.items()) {
      if (item.item() == kItem) ReadItem(item, &told);
    }
  }
  all->push_back(told);
  all->insert(all->end(), parts.begin(), parts.end());
}

}  // namespace

void WorldFixture::SetUp() {
  ServiceTest::SetUp();
  WriteInstrument("worded", absl::StrReplaceAll(SmallYaml("worded", "practice", "pr"),
                                                {{"items:", "  words: { kind: text }\nitems:"}}) +
                                "\n  - { code: more, scale: words, text: More. }");
}

void WorldFixture::StartUnder(const DisclosureRules& rules) {
  Stop();
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (entry.path().filename() != "content") std::filesystem::remove_all(entry.path());
  }
  rules_ = rules;
  ASSERT_OK(Start());
}

Published WorldFixture::Play(const World& world) {
  Published published;
  for (int w = 0; w < kWaves; ++w) {
    clock_.Advance(absl::Hours(1));
    Open(world, w);
    Answer(world, w, &published[w]);
    Close(WaveOf(world, w));
    Read(world, w, &published[w]);
  }
  return published;
}

void WorldFixture::Open(const World& world, int wave) {
  pb::CreateWaveRequest create;
  create.set_parent("programmes/" + world.name);
  create.set_wave_id(absl::StrCat("w", wave));
  create.mutable_wave()->set_display_name("Spring");
  auto* policy = create.mutable_wave()->mutable_privacy_policy();
  policy->set_min_group_size(world.policy.min_group_size);
  policy->set_min_distribution_size(world.policy.min_distribution_size);
  policy->set_min_free_text_size(world.policy.min_free_text_size);
  create.mutable_wave()->add_instruments("instruments/worded/versions/1");
  ASSERT_OK(Ask(&Stub::CreateWave, create));
  pb::OpenWaveRequest open;
  open.set_name(WaveOf(world, wave));
  for (int s = 0; s < world.sites(); ++s) {
    auto* site = open.add_sites();
    site->set_organisation(SiteOf(world, s));
    site->set_level(type::v1::LEVEL_PRACTICE);
    if (!world.groups[s].empty()) site->set_steering_group(GroupOf(world, world.groups[s]));
    for (int g = 0; g < kStaffGroups; ++g) {
      if (world.waves[wave].rosters[s][g] == 0) continue;
      auto* headcount = site->add_headcounts();
      headcount->set_staff_group(static_cast<type::v1::StaffGroup>(g + 1));
      headcount->set_people(world.waves[wave].rosters[s][g]);
    }
  }
  ASSERT_OK(Ask(&Stub::OpenWave, open));
}

// The first answers at the first site come in one by one while somebody watches, all others in a
// file.
void WorldFixture::Answer(const World& world, int wave, PublishedWave* published) {
  pb::GetWaveProgressRequest progress;
  progress.set_name(WaveOf(world, wave));
  const auto watch = [&] {
    const auto seen = Ask(&Stub::GetWaveProgress, progress);
    ASSERT_OK(seen);
    published->watched.push_back(seen->sites(0).responses().low());
  };
  std::string csv = "site,staff_group,pr_drive,more\n";
  watch();
  for (int s = 0; s < world.sites(); ++s) {
    for (const Respondent& person : world.waves[wave].sites[s]) {
      const std::string group(kStaffGroupWords[person.staff_group].first);
      const std::string text = person.wrote ? TextOf(s) : "";
      if (s > 0 || published->watched.size() > kWatched) {
        absl::StrAppend(&csv, "a", s, ",", group, ",", person.code, ",", text, "\n");
        continue;
      }
      pb::SubmitResponseRequest request;
      request.set_parent(WaveOf(world, wave));
      request.set_organisation(SiteOf(world, s));
      request.set_staff_group(static_cast<type::v1::StaffGroup>(person.staff_group + 1));
      (*request.mutable_answers())[kItem] = absl::StrCat(person.code);
      if (!text.empty()) (*request.mutable_words())["more"] = text;
      ASSERT_OK(Submit(request));
      watch();
    }
  }
  if (csv.find("\na") == std::string::npos) return;
  pb::BulkSubmitResponsesConfig config;
  config.set_parent(WaveOf(world, wave));
  const auto report = BulkWith(config, csv, /*chunk=*/4000);
  ASSERT_OK(report);
  ASSERT_EQ(report->accepted(), report->rows());
}

void WorldFixture::Close(const std::string& wave) {
  pb::CloseWaveRequest request;
  request.set_name(wave);
  ASSERT_OK(Ask(&Stub::CloseWave, request));
}

void WorldFixture::Read(const World& world, int wave, PublishedWave* published) {
  const std::string name = WaveOf(world, wave);
  std::map<std::string, uint32_t> groups;
  for (int s = 0; s < world.sites(); ++s) {
    pb::GetSiteResultsRequest request;
    request.set_name(absl::StrCat(name, "/siteResults/a", s));
    const auto results = Ask(&Stub::GetSiteResults, request);
    ASSERT_OK(results);
    ReadResults(*results, {.sites = 1U << s}, &published->told);
    published->texts.push_back(Texts(name, SiteOf(world, s)));
    groups[""] |= 1U << s;
    if (!world.groups[s].empty()) groups[world.groups[s]] |= 1U << s;
  }
  published->all_texts = Texts(name, "");
  for (const auto& [group, sites] : groups) {
    pb::GetGroupResultsRequest request;
    request.set_name(name);
    if (!group.empty()) request.set_organisation(GroupOf(world, group));
    request.set_view(pb::RESULTS_VIEW_FULL);
    const auto results = Ask(&Stub::GetGroupResults, request);
    ASSERT_OK(results);
    ReadResults(*results, {.sites = sites}, &published->told);
  }
  for (uint32_t sites : world.waves[wave].releases) {
    pb::ReleaseGroupResultsRequest request;
    request.set_name(name);
    request.set_view(pb::RESULTS_VIEW_FULL);
    for (int s = 0; s < world.sites(); ++s) {
      if ((sites >> s & 1) != 0) request.add_organisations(SiteOf(world, s));
    }
    const auto results = Ask(&Stub::ReleaseGroupResults, request);
    ASSERT_OK(results);
    ReadResults(*results, {.sites = sites, .put_together = true}, &published->told);
  }
}

std::vector<std::string> WorldFixture::Texts(const std::string& wave,
                                             const std::string& organisation) {
  pb::GetWordsRequest request;
  request.set_name(wave);
  request.set_organisation(organisation);
  const auto words = Ask(&Stub::GetWords, request);
  EXPECT_OK(words);
  return {words->items(0).texts().begin(), words->items(0).texts().end()};
}

}  // namespace pcsp::assessments::testing
