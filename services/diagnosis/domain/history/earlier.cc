#include "services/diagnosis/domain/history/earlier.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kLeftAfterAYear = 0.6;
constexpr double kSurest = 0.999, kMostRemission = 0.99;

double Logit(double p) { return std::log(p) - std::log1p(-p); }

class Resolver {
 public:
  Resolver(const Model& model, Level subject, Violations* violations)
      : model_(model), level_(model.at(subject)), violations_(*violations) {}

  void Add(const EarlierFinding& earlier, size_t at, std::vector<OddsShift>* shifts) {
    const std::string field = absl::StrCat("earlier[", at, "].");
    CheckRange(field + "probability", earlier.probability, 1);
    CheckRange(field + "years", earlier.years, kMostYears);
    CheckRange(field + "remission", earlier.remission, 1);
    const int subject = SubjectOf(earlier.issue);
    if (subject < 0) {
      violations_.Add(field + "issue", earlier.issue, "the id of an issue of the subject's level");
    } else if (!seen_.insert(subject).second) {
      violations_.Add(field + "issue", earlier.issue, "each issue once");
    } else {
      const auto [holds, absent] = level_.PriorOdds(subject);
      const double prior = holds / (holds + absent);
      shifts->push_back({level_.network.issues[level_.subjects[subject]],
                         Logit(CarriedOver(earlier, prior)) - Logit(prior)});
    }
  }

 private:
  // Its place among the subjects; -1: not one of them.
  int SubjectOf(const std::string& id) const {
    for (size_t s = 0; s < level_.subjects.size(); ++s) {
      if (model_.kb.issues[level_.network.issues[level_.subjects[s]]].id == id) {
        return static_cast<int>(s);
      }
    }
    return -1;
  }

  void CheckRange(std::string field, double value, double most) {
    if (value >= 0 && value <= most) return;
    violations_.Add(std::move(field), absl::StrCat(value), absl::StrCat("0 to ", most));
  }

  const Model& model_;
  const LevelModel& level_;
  Violations& violations_;
  std::set<int> seen_;
};

}  // namespace

double CarriedOver(const EarlierFinding& earlier, double prior) {
  const double then = std::clamp(earlier.probability, 1 - kSurest, kSurest);
  const double left = std::pow(kLeftAfterAYear, earlier.years);
  return (prior + (then - prior) * left) * (1 - std::min(earlier.remission, kMostRemission));
}

std::vector<OddsShift> ResolveEarlier(const Model& model, Level subject,
                                      const std::vector<EarlierFinding>& earlier,
                                      Violations* violations) {
  std::vector<OddsShift> shifts;
  Resolver resolver(model, subject, violations);
  for (size_t i = 0; i < earlier.size(); ++i) resolver.Add(earlier[i], i, &shifts);
  return shifts;
}

void AddShifts(const Network& network, const std::vector<OddsShift>& shifts,
               EvidenceTables* tables) {
  std::vector<double> logs;
  for (const OddsShift& shift : shifts) {
    const Family& family = network.families[network.variable_of[shift.issue]];
    logs.assign(network.scopes[family.scope].states(), 0);
    for (size_t d = 0; d < logs.size(); ++d) {
      if (d >> family.bit & 1) logs[d] = shift.logs;
    }
    tables->Add(network, family.scope, logs);
  }
}

}  // namespace pcsp::diagnosis
