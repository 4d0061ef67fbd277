#include "services/diagnosis/domain/knowledge/reader.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/knowledge/elicitation.h"

namespace pcsp::diagnosis {
namespace {

constexpr std::pair<absl::string_view, Construct> kConstructWords[] = {
    {"coherence", Construct::kCoherence},
    {"cognitive_participation", Construct::kCognitiveParticipation},
    {"collective_action", Construct::kCollectiveAction},
    {"reflexive_monitoring", Construct::kReflexiveMonitoring}};
constexpr std::pair<absl::string_view, IndicatorType> kTypeWords[] = {
    {"item", IndicatorType::kItem}, {"fact", IndicatorType::kFact}, {"text", IndicatorType::kText}};

// What an indicator of each type is worth unless the file says otherwise (methods.md 2.2).
struct Weights {
  double kappa, eta;
};
Weights DefaultWeights(IndicatorType type) {
  switch (type) {
    case IndicatorType::kItem:
      return {12, 0.6};
    case IndicatorType::kFact:
      return {20, 1};
    case IndicatorType::kText:
      return {6, 0.75};
  }
  return {12, 0.6};
}

struct Profile {
  std::vector<double> healthy, troubled;
};

class Reader {
 public:
  Reader(const text::Node& root, Purpose purpose)
      : root_(root), trial_(purpose == Purpose::kTrial), elicitation_(root) {}

  KnowledgeBase Read() {
    KnowledgeBase kb;
    kb.id = Words(root_["id"], "trial");
    kb.version = Words(root_["version"], "1");
    kb.author = root_["author"].StringOr("");
    kb.removed = root_["removed"].StringsOr();
    for (auto& [name, node] : root_["profiles"].MapOr()) profiles_[name] = ReadProfile(node);
    for (const text::Node& node : root_["issues"].List()) kb.issues.push_back(ReadIssue(node));
    for (const Issue& issue : kb.issues) levels_.emplace(issue.id, issue.level);
    for (const text::Node& node : root_["indicators"].List()) {
      kb.indicators.push_back(ReadIndicator(node));
    }
    for (const text::Node& node : root_["csfs"].ListOr()) {
      kb.success_factors.push_back(ReadSuccessFactor(node));
    }
    return kb;
  }

 private:
  // What only a trial may leave out.
  std::string Words(const text::Node& node, absl::string_view stand_in) const {
    return trial_ ? node.StringOr(stand_in) : node.String();
  }

  Level LevelOf(const text::Node& node, const std::vector<Link>& links) const {
    if (node.present()) return node.Enum(kLevelWords);
    if (!trial_) node.Enum(kLevelWords);  // a fault; what follows from it is none
    Level lowest = Level::kWholeSystem;
    for (const Link& link : links) {
      const auto found = levels_.find(link.issue);
      if (found != levels_.end()) lowest = std::max(lowest, found->second);
    }
    return lowest;
  }

  Profile ReadProfile(const text::Node& node) const {
    return {node["healthy"].Doubles(), node["troubled"].Doubles()};
  }

  Profile ProfileOf(const text::Node& node) const {
    const text::Node name = node["profile"];
    if (!name.present()) return ReadProfile(node);
    const auto found = profiles_.find(name.String());
    if (found != profiles_.end()) return found->second;
    name.Fault("the name of a profile in `profiles`");
    return {};
  }

  Issue ReadIssue(const text::Node& node) const {
    Issue issue;
    issue.id = node["id"].String();
    issue.level = node["level"].Enum(kLevelWords);
    issue.construct = node["construct"].EnumOr(Construct::kNone, kConstructWords);
    issue.title = Words(node["title"], issue.id);
    issue.explanation = Words(node["explanation"], "");
    issue.good_looks_like = node["good_looks_like"].StringOr("");
    Judgement prior = elicitation_.Probability(node["prior"]);
    issue.prior = prior.value;
    issue.prior_word = std::move(prior.word);
    issue.prior_ess = node["prior_ess"].DoubleOr(issue.prior_ess);
    issue.importance = node["importance"].DoubleOr(issue.importance);
    issue.common_issue = node["common_issue"].BoolOr(false);
    issue.parents = elicitation_.Links(node["parents"], node);
    issue.settled_by = node["settled_by"].StringOr("");
    issue.solutions = node["solutions"].StringsOr();
    return issue;
  }

  Indicator ReadIndicator(const text::Node& node) const {
    Indicator indicator;
    indicator.id = node["id"].String();
    indicator.type = node["type"].Enum(kTypeWords);
    indicator.title = Words(node["title"], indicator.id);
    indicator.question = node["question"].StringOr("");
    indicator.ask_minutes = node["ask_minutes"].DoubleOr(indicator.ask_minutes);
    indicator.categories = node["categories"].Strings();
    Profile profile = ProfileOf(node);
    indicator.healthy = std::move(profile.healthy);
    indicator.troubled = std::move(profile.troubled);
    indicator.profile_ess = node["profile_ess"].DoubleOr(indicator.profile_ess);
    indicator.links = elicitation_.Links(node["links"], node);
    indicator.level = LevelOf(node["level"], indicator.links);
    indicator.leak = node["leak"].DoubleOr(indicator.leak);
    const Weights weights = DefaultWeights(indicator.type);
    indicator.kappa = node["kappa"].DoubleOr(weights.kappa);
    indicator.eta = node["eta"].DoubleOr(weights.eta);
    const bool notes = indicator.type == IndicatorType::kText;
    indicator.cap_decibans = node["cap_decibans"].DoubleOr(notes ? kMostNoteDecibans : 0);
    return indicator;
  }

  SuccessFactor ReadSuccessFactor(const text::Node& node) const {
    SuccessFactor factor;
    factor.id = node["id"].String();
    factor.level = node["level"].Enum(kLevelWords);
    factor.title = Words(node["title"], factor.id);
    factor.blocked_by = node["blocked_by"].Strings();
    return factor;
  }

  text::Node root_;
  const bool trial_;
  Elicitation elicitation_;
  std::map<std::string, Level> levels_;  // by issue
  std::map<std::string, Profile> profiles_;
};

}  // namespace

KnowledgeBase ReadForm(text::Document* document, Purpose purpose) {
  return Reader(document->root(), purpose).Read();
}

absl::StatusOr<KnowledgeBase> ReadKnowledgeBase(text::Document document) {
  KnowledgeBase kb = ReadForm(&document);
  RETURN_IF_ERROR(document.Finish());
  return kb;
}

absl::StatusOr<KnowledgeBase> LoadKnowledgeBase(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  return ReadKnowledgeBase(std::move(document));
}

}  // namespace pcsp::diagnosis
