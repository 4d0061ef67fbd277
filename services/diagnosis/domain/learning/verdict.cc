#include "services/diagnosis/domain/learning/verdict.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/programme/surroundings.h"

namespace pcsp::diagnosis {
namespace {

// The variable of an issue of the level; -1 when there is none.
int SubjectVariable(const Model& model, Level subject, const std::string& id) {
  const LevelModel& level = model.at(subject);
  for (int variable : level.subjects) {
    if (model.kb.issues[level.network.issues[variable]].id == id) return variable;
  }
  return -1;
}

class Resolver {
 public:
  Resolver(const Model& model, Level subject) : model_(model), subject_(subject) {}

  Label Resolve(const Verdict& verdict, size_t index) {
    const std::string at = absl::StrCat("verdicts[", index, "].");
    const Label label = {SubjectVariable(model_, subject_, verdict.issue), verdict.confirmed,
                         verdict.show_probability};
    if (label.variable < 0) {
      violations_.Add(at + "issue", verdict.issue,
                      absl::StrCat("the id of an issue of level ", LevelWord(subject_)));
    } else if (!seen_.emplace(verdict.issue, verdict.by).second) {
      violations_.Add(at + "issue", verdict.issue, "one verdict of each reviewer on each issue");
    }
    if (!(verdict.show_probability > 0 && verdict.show_probability <= 1)) {
      violations_.Add(at + "show_probability", absl::StrCat(verdict.show_probability),
                      "above 0, at most 1: a finding that was shown, or asked about at random");
    }
    return label;
  }

  Violations& violations() { return violations_; }

 private:
  const Model& model_;
  const Level subject_;
  std::set<std::pair<std::string, std::string>> seen_;
  Violations violations_;
};

}  // namespace

absl::StatusOr<LabelledCase> ResolveCase(const Model& model, const VerdictCase& given) {
  Resolver resolver(model, given.evidence.subject.value_or(Level::kPractice));
  absl::StatusOr<Observations> observations =
      ResolveEvidence(model, Hearable(model, given.evidence));
  if (!observations.ok()) resolver.violations().Merge("evidence.", observations.status());
  std::vector<Label> labels;
  for (size_t i = 0; i < given.verdicts.size(); ++i) {
    labels.push_back(resolver.Resolve(given.verdicts[i], i));
  }
  if (labels.empty()) resolver.violations().Add("verdicts", "", "at least one verdict");
  if (!resolver.violations().empty()) return resolver.violations().ToStatus();
  return LabelledCase{*std::move(observations), std::move(labels)};
}

}  // namespace pcsp::diagnosis
