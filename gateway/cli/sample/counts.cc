#include "gateway/cli/sample/counts.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample/random.h"

namespace pcsp::gateway::sample {
namespace {

constexpr int kPracticesCounting = 3;  // of each steering group
constexpr int kMonths = 24, kFirstYear = 12;
constexpr char kFidelity[] = "x-fidelity";

struct Practice {
  std::string id;
  bool grows = false;
  bool faithful[2] = {true, true};  // in the first and in the second year
};

bool Faithful(const SiteSample& site) { return !site.planted.contains(kFidelity); }

std::vector<Practice> PracticesCounting(const SampleProgramme& programme) {
  std::vector<Practice> practices;
  std::map<std::string, int> of_group;
  for (size_t i = 0; i < programme.organisations.size(); ++i) {
    const Organisation& organisation = programme.organisations[i];
    if (organisation.kind != "practice") continue;
    if (++of_group[organisation.parent] > kPracticesCounting) continue;
    practices.push_back({organisation.id,
                         practices.size() % 2 == 0,
                         {Faithful(programme.sites[i]), Faithful(programme.sites_later[i])}});
  }
  return practices;
}

void AddPractice(const Practice& practice, absl::CivilMonth last, Random random,
                 std::vector<MonthlyCount>& counts) {
  const double usual = random.Uniform(80, 130);
  for (int i = 0; i < kMonths; ++i) {
    const bool second_year = i >= kFirstYear;
    const double mean = second_year && practice.grows ? 1.7 * usual : usual;
    const auto held = std::max<int64_t>(0, std::llround(random.Normal(mean, std::sqrt(mean))));
    const double share = practice.faithful[second_year] ? .86 : .4;
    int64_t letters = 0;
    for (int64_t k = 0; k < held; ++k) letters += random.Chance(share);
    const std::string month = absl::FormatCivilTime(last - (kMonths - 1 - i));
    counts.push_back({practice.id, "conversations-held", month, held, std::nullopt});
    counts.push_back({practice.id, "preparation-letters", month, letters, held});
  }
}

}  // namespace

std::vector<MonthlyCount> MakeCounts(const SampleProgramme& programme, const Options& options,
                                     absl::CivilMonth last) {
  const Random random(options.seed);
  std::vector<MonthlyCount> counts;
  for (const Practice& practice : PracticesCounting(programme)) {
    AddPractice(practice, last, random.Fork(absl::StrCat("counts/", practice.id)), counts);
  }
  return counts;
}

}  // namespace pcsp::gateway::sample
