#include "services/assessments/domain/wave.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kLongestDisplayName = 200;

void CheckInstruments(const Wave& wave, const Catalogue& catalogue, Violations& violations) {
  if (wave.instruments.empty()) {
    violations.Add("wave.instruments", "", "the name of at least one instrument version");
  }
  std::set<Level> levels;
  for (size_t i = 0; i < wave.instruments.size(); ++i) {
    const std::string field = absl::StrCat("wave.instruments[", i, "]");
    const Instrument* instrument = catalogue.Find(wave.instruments[i]);
    if (instrument == nullptr) {
      violations.Add(field, wave.instruments[i], "the name of a published instrument version");
      continue;
    }
    if (!instrument->programme.empty() && instrument->programme != wave.name.programme) {
      violations.Add(field, wave.instruments[i], "an instrument of the wave's own programme");
    }
    bool doubled = false;
    for (const auto& [word, level] : kLevelWords) {
      if (instrument->Serves(level)) doubled |= !levels.insert(level).second;
    }
    if (doubled) {
      violations.Add(field, wave.instruments[i], "at most one instrument for each level");
    }
  }
}

void CheckAncestor(const std::string& field, const std::string& id, Violations& violations) {
  if (!id.empty() && !IsResourceId(id)) violations.Add(field, id, kResourceIdRule);
}

void CheckSite(const std::string& at, const WaveSite& site, Violations& violations) {
  if (!IsResourceId(site.organisation)) {
    violations.Add(absl::StrCat(at, "organisation"), site.organisation, kResourceIdRule);
  }
  CheckAncestor(absl::StrCat(at, "steering_group"), site.steering_group, violations);
  CheckAncestor(absl::StrCat(at, "whole_system"), site.whole_system, violations);
  const auto end = std::end(kMilestoneWords);
  if (!site.milestone.empty() &&
      std::find(std::begin(kMilestoneWords), end, site.milestone) == end) {
    violations.Add(absl::StrCat(at, "milestone"), site.milestone, kMilestoneRule);
  }
  for (int people : site.headcount) {
    if (people >= 0 && people <= kMostPeople) continue;
    violations.Add(absl::StrCat(at, "headcounts"), absl::StrCat(people), "0 to 100000 people");
  }
}

// A policy that no site can pass would collect answers that nobody may ever see. Sites whose
// headcount is not known may pass.
void CheckPolicyCanBeMet(const Wave& wave, const Catalogue& catalogue,
                         const std::vector<WaveSite>& sites, Violations& violations) {
  const auto answers = [&](const WaveSite& site) {
    return InstrumentFor(wave, site.level, catalogue) != nullptr;
  };
  const bool can_be_met = std::any_of(sites.begin(), sites.end(), [&](const WaveSite& site) {
    return answers(site) && (site.people() == 0 || MayBeShown(wave, site.people()));
  });
  if (can_be_met) return;
  for (size_t i = 0; i < sites.size(); ++i) {
    if (!answers(sites[i])) continue;
    violations.Add(absl::StrCat("sites[", i, "].headcounts"),
                   absl::StrCat(sites[i].people(), " people at ", sites[i].organisation),
                   absl::StrCat("at least one site of ", wave.min_group_size,
                                " people, the wave's min_group_size: no site can reach it"));
  }
}

Wave Moved(Wave wave, WaveState state, absl::Time now) {
  wave.state = state;
  wave.update_time = now;
  ++wave.revision;
  return wave;
}

std::string WordOf(WaveState state) {
  switch (state) {
    case WaveState::kDraft:
      return "DRAFT";
    case WaveState::kOpen:
      return "OPEN";
    case WaveState::kClosing:
      return "CLOSING";
    case WaveState::kClosed:
      return "CLOSED";
    case WaveState::kPublished:
      return "PUBLISHED";
  }
  return "";
}

absl::Status CheckEtag(const Wave& wave, absl::string_view etag) {
  if (etag.empty() || etag == wave.etag()) return absl::OkStatus();
  return EtagMismatch("wave", wave.name.ToString(), etag, wave.etag());
}

}  // namespace

std::string Wave::etag() const { return absl::StrCat("\"", revision, "\""); }

PrivacyPolicy Wave::policy() const {
  return {min_group_size, min_distribution_size, min_free_text_size};
}

int WaveSite::people() const { return std::accumulate(headcount.begin(), headcount.end(), 0); }

absl::StatusOr<Wave> NewWave(Wave wave, const Catalogue& catalogue, absl::Time now) {
  Violations violations;
  const PrivacyPolicy policy = CheckedPolicy(wave.policy(), "wave.", violations);
  wave.min_group_size = policy.min_group_size;
  wave.min_distribution_size = policy.min_distribution_size;
  wave.min_free_text_size = policy.min_free_text_size;
  wave.display_name = std::string(absl::StripAsciiWhitespace(wave.display_name));
  if (wave.display_name.empty() || wave.display_name.size() > kLongestDisplayName) {
    violations.Add("wave.display_name", wave.display_name, "1 to 200 bytes of text");
  }
  CheckInstruments(wave, catalogue, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  wave.create_time = wave.update_time = now;
  return wave;
}

absl::StatusOr<std::vector<WaveSite>> FreezeSites(const Wave& wave, const Catalogue& catalogue,
                                                  std::vector<WaveSite> sites) {
  Violations violations;
  if (sites.size() > kMostSites) {
    violations.Add("sites", absl::StrCat(sites.size(), " sites"), "at most 20000 sites");
  }
  absl::flat_hash_set<absl::string_view> seen;
  for (size_t i = 0; i < sites.size(); ++i) {
    const std::string at = absl::StrCat("sites[", i, "].");
    CheckSite(at, sites[i], violations);
    if (!seen.insert(sites[i].organisation).second) {
      violations.Add(absl::StrCat(at, "organisation"), sites[i].organisation, "each site once");
    }
  }
  if (violations.empty()) CheckPolicyCanBeMet(wave, catalogue, sites, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  std::erase_if(sites, [&](const WaveSite& site) {
    return InstrumentFor(wave, site.level, catalogue) == nullptr;
  });
  if (sites.empty()) {
    return InvalidField("sites", "", "a site of a level that one of the wave's instruments is for");
  }
  std::sort(sites.begin(), sites.end(),
            [](const WaveSite& a, const WaveSite& b) { return a.organisation < b.organisation; });
  for (size_t i = 0; i < sites.size(); ++i) sites[i].number = static_cast<int>(i) + 1;
  return sites;
}

absl::StatusOr<Wave> Open(Wave wave, absl::string_view etag, int site_count, absl::Time now) {
  if (wave.state != WaveState::kDraft) {
    return WaveNotDraft(wave.name.ToString(), WordOf(wave.state));
  }
  RETURN_IF_ERROR(CheckEtag(wave, etag));
  wave.open_time = now;
  wave.site_count = site_count;
  return Moved(std::move(wave), WaveState::kOpen, now);
}

absl::StatusOr<Wave> Close(Wave wave, absl::string_view etag, absl::Time now) {
  if (wave.state == WaveState::kDraft) return WaveNotOpen(wave.name.ToString());
  if (wave.state != WaveState::kOpen) return wave;
  RETURN_IF_ERROR(CheckEtag(wave, etag));
  wave.close_time = now;
  wave = Moved(std::move(wave), WaveState::kClosing, now);
  wave.evidence_revision = wave.revision;
  return wave;
}

absl::StatusOr<Wave> Complete(Wave wave, absl::Time now) {
  if (wave.state >= WaveState::kClosed) return wave;
  if (wave.state != WaveState::kClosing) return WaveNotClosing(wave.name.ToString());
  return Moved(std::move(wave), WaveState::kClosed, now);
}

absl::StatusOr<Wave> Publish(Wave wave, absl::string_view etag, absl::Time now) {
  if (wave.state == WaveState::kPublished) return wave;
  if (wave.state != WaveState::kClosed) {
    return WaveNotDone(wave.name.ToString(), WordOf(wave.state));
  }
  RETURN_IF_ERROR(CheckEtag(wave, etag));
  wave.publish_time = now;
  return Moved(std::move(wave), WaveState::kPublished, now);
}

absl::Status TakesAnswers(WaveState state, const WaveName& name) {
  if (state == WaveState::kDraft) return WaveNotOpen(name.ToString());
  if (state != WaveState::kOpen) return WaveClosed(name.ToString());
  return absl::OkStatus();
}

absl::Status TakesAnswersOfAnybody(const Wave& wave) {
  if (wave.access == WaveAccess::kAnyoneWithLink) return absl::OkStatus();
  return InvitationRequired(wave.name.ToString());
}

absl::Status HasResults(const Wave& wave) {
  if (wave.evidence_revision == 0) return WaveNotClosed(wave.name.ToString());
  return absl::OkStatus();
}

const Instrument* InstrumentFor(const Wave& wave, Level level, const Catalogue& catalogue) {
  for (const std::string& name : wave.instruments) {
    const Instrument* instrument = catalogue.Find(name);
    if (instrument != nullptr && instrument->Serves(level)) return instrument;
  }
  return nullptr;
}

}  // namespace pcsp::assessments
