#include "tests/assessments/disclosure/worlds/world_attacker.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/assessments/disclosure/worlds/linear_span.h"

namespace pcsp::assessments::testing {
namespace {

constexpr Part kAll = 0b11111;
constexpr Part kParts[] = {kAll, 0b00111, 0b00001, 0b00010, 0b01000};
constexpr int kTop = 4;  // the most that one person adds to a sum

bool IsExact(const Band& band) { return band.low == band.high; }

// The sum of so many people whose mean is told to `step`; -1 if there are several.
int SumOf(int people, double mean, double step) {
  int found = -1;
  for (int sum = 0; sum <= kTop * people; ++sum) {
    if (std::abs(25.0 * sum / people - mean) > step / 2 + 1e-9) continue;
    if (found >= 0) return -1;
    found = sum;
  }
  return found;
}

// One wave: what can be added and subtracted in it.
class WaveAttack {
 public:
  WaveAttack(const World& world, int wave, const PublishedWave& published)
      : world_(world), truth_(world.waves[wave]), published_(published) {
    for (const Told& told : published.told) Read(told);
  }

  // Anybody's number, sum or answers that should not be had.
  std::string Run() const {
    for (uint32_t sites = 1; sites < 1U << world_.sites(); ++sites) {
      for (Part part : kParts) {
        const Tally truth = truth_.Truth(sites, part);
        if (truth.people == 0) continue;
        const std::string found = Look(sites, part, truth);
        if (!found.empty()) return absl::StrCat(found, ": ", InWords(sites, part, truth));
      }
    }
    for (const Told& told : published_.told) {
      if (told.mean_shown && FitsOnce(told)) return "a mean that only one number fits";
    }
    return "";
  }
  bool KnowsSum(uint32_t sites, Part part) const { return sums_.Contains(VectorOf(sites, part)); }
  bool KnowsAnswers(uint32_t sites) const { return answers_.Contains(VectorOf(sites, kAll)); }
  std::string InWords(uint32_t sites, Part part, const Tally& truth) const {
    return absl::StrCat("sites ", sites, " part ", int{part}, " of ", truth.people, " people, sum ",
                        truth.sum);
  }

 private:
  void Read(const Told& told) {
    const auto vector = VectorOf(told.sites, told.part);
    if (told.people_shown && IsExact(told.people)) people_.Add(vector);
    if (told.mean_shown && IsExact(told.who_counted)) {
      people_.Add(vector);
      if (SumOf(told.who_counted.low, told.mean, .1) >= 0) sums_.Add(vector);
    }
    if (told.answers) {
      people_.Add(vector);
      answers_.Add(vector);
    }
    const bool of_one_site = (told.sites & (told.sites - 1)) == 0;
    if (of_one_site && told.mean_shown && !IsExact(told.who_counted)) {
      banded_.insert({told.sites, told.part});
    }
    if (told.part != kAll || told.put_together) return;
    if (!told.people_shown) hidden_.insert(told.sites);
    if (!told.mean_shown) without_mean_.insert(told.sites);
    if (!told.answers) without_answers_.insert(told.sites);
  }
  LinearSpan::Vector VectorOf(uint32_t sites, Part part) const {
    LinearSpan::Vector vector(static_cast<size_t>(world_.sites()) * kStaffGroups);
    for (int s = 0; s < world_.sites(); ++s) {
      for (int g = 0; g < kStaffGroups; ++g) {
        vector[s * kStaffGroups + g] = (sites >> s & 1) != 0 && (part >> g & 1) != 0;
      }
    }
    return vector;
  }

  std::string Look(uint32_t sites, Part part, const Tally& truth) const {
    const bool at_an_end = truth.sum == 0 || truth.sum == kTop * truth.people;
    const auto vector = VectorOf(sites, part);
    if (people_.Contains(vector)) {
      if (truth.people < world_.policy.min_group_size) return "too few, counted";
      if (part == kAll && hidden_.count(sites) > 0) return "hidden, counted";
      if (banded_.count({sites, part}) > 0) return "told as a band, counted";
    }
    if (sums_.Contains(vector)) {
      if (truth.people < world_.policy.min_group_size) return "a sum of too few";
      if (at_an_end) return "of one mind";
      if (part == kAll && without_mean_.count(sites) > 0) return "a hidden sum";
    }
    if (part != kAll || !answers_.Contains(vector)) return "";
    if (truth.people < world_.policy.min_group_size) return "answers of too few";
    if (at_an_end) return "answers of one mind";
    if (without_answers_.count(sites) > 0) return "hidden answers";
    const bool of_one_site = (sites & (sites - 1)) == 0;
    return of_one_site && EverybodyAnswered(sites, truth) && HasLoneAnswer(sites) ? "one stands out"
                                                                                  : "";
  }
  bool EverybodyAnswered(uint32_t sites, const Tally& truth) const {
    int64_t roster = 0;
    for (int s = 0; s < world_.sites(); ++s) {
      if ((sites >> s & 1) == 0) continue;
      const auto& of_site = truth_.rosters[s];
      const int people = std::accumulate(of_site.begin(), of_site.end(), 0);
      if (people == 0) return false;
      roster += people;
    }
    return roster == truth.people;
  }
  bool HasLoneAnswer(uint32_t sites) const {
    const auto answers = truth_.Answers(sites);
    return std::count(answers.begin(), answers.end(), 1) > 0;
  }
  // Of the numbers of people and sums that would be told like this, there is but one. How means are
  // rounded is no secret.
  static bool FitsOnce(const Told& told) {
    if (IsExact(told.who_counted) || told.mean == 0 || told.mean == 100) return false;
    const double step = BandedStep(told.who_counted, kTop);
    int fits = 0;
    for (int people = told.who_counted.low; people <= told.who_counted.high; ++people) {
      for (int sum = 0; sum <= kTop * people; ++sum) {
        fits += std::abs(25.0 * sum / people - told.mean) <= step / 2;
      }
    }
    return fits == 1;
  }

  const World& world_;
  const WorldWave& truth_;
  const PublishedWave& published_;
  LinearSpan people_, sums_, answers_;
  std::set<uint32_t> hidden_, without_mean_, without_answers_;  // by sites
  std::set<std::pair<uint32_t, Part>> banded_;                  // sites and their staff groups
};

// The same people in both waves but for a few, of whom both together tell.
std::string BetweenWaves(const World& world, const WaveAttack& before, const WaveAttack& after) {
  for (uint32_t sites = 1; sites < 1U << world.sites(); ++sites) {
    for (Part part : kParts) {
      const int moved = world.Moved(sites, part);
      if (moved == 0 || moved >= world.policy.min_group_size) continue;
      const bool sums = before.KnowsSum(sites, part) && after.KnowsSum(sites, part);
      const bool answers = part == kAll && before.KnowsAnswers(sites) && after.KnowsAnswers(sites);
      if (!sums && !answers) continue;
      return absl::StrCat("what ", moved, " said who came or went at sites ", sites, " part ",
                          int{part}, answers ? ", answer by answer" : "");
    }
  }
  return "";
}

// Answers that can be told apart as they come: fewer than the minimum between what shows.
std::string WatchTheCounter(const World& world, const PublishedWave& wave) {
  size_t last = 0;
  for (size_t i = 1; i < wave.watched.size(); ++i) {
    if (wave.watched[i] == wave.watched[i - 1]) continue;
    if (i - last < static_cast<size_t>(world.policy.min_group_size)) {
      return absl::StrCat("that answer ", i, " came");
    }
    last = i;
  }
  return "";
}

// Texts are told apart by what they say; of those of all sites, what no site shows is left.
std::string TakeTextsAway(const World& world, int w, const PublishedWave& wave) {
  const int least = world.policy.min_free_text_size;
  uint32_t rest = 0;
  for (int s = 0; s < world.sites(); ++s) {
    const int shown = static_cast<int>(wave.texts[s].size());
    if (shown > 0 && shown < least) return absl::StrCat("too few texts of site ", s);
    if (shown == 0 && world.waves[w].Texts(1U << s) > 0) rest |= 1U << s;
  }
  if (wave.all_texts.empty() || rest == 0) return "";
  const int texts = world.waves[w].Texts(rest);
  const bool of_one = (rest & (rest - 1)) == 0;
  return texts < least || of_one ? absl::StrCat(texts, " texts that are left over") : "";
}

}  // namespace

std::string WhatLeaks(const World& world, const Published& published) {
  const WaveAttack before(world, 0, published[0]), after(world, 1, published[1]);
  std::string found = before.Run();
  if (found.empty()) found = after.Run();
  if (found.empty()) found = BetweenWaves(world, before, after);
  for (int w = 0; w < kWaves && found.empty(); ++w) {
    found = WatchTheCounter(world, published[w]);
    if (found.empty()) found = TakeTextsAway(world, w, published[w]);
  }
  return found;
}

}  // namespace pcsp::assessments::testing
