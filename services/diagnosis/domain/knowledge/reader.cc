#include "services/diagnosis/domain/knowledge/reader.h"

#include <map>
#include <utility>
#include <vector>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/knowledge/elicitation.h"

namespace pcsp::diagnosis {
namespace {

constexpr std::pair<absl::string_view, Level> kLevelWords[] = {
    {"whole_system", Level::kWholeSystem},
    {"steering_group", Level::kSteeringGroup},
    {"practice", Level::kPractice}};
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
  explicit Reader(const text::Node& root) : root_(root), elicitation_(root) {}

  KnowledgeBase Read() {
    KnowledgeBase kb;
    kb.id = root_["id"].String();
    kb.version = root_["version"].String();
    kb.author = root_["author"].StringOr("");
    kb.removed = root_["removed"].StringsOr();
    for (auto& [name, node] : root_["profiles"].MapOr()) profiles_[name] = ReadProfile(node);
    for (const text::Node& node : root_["issues"].List()) kb.issues.push_back(ReadIssue(node));
    for (const text::Node& node : root_["indicators"].List()) {
      kb.indicators.push_back(ReadIndicator(node));
    }
    for (const text::Node& node : root_["csfs"].ListOr()) {
      kb.success_factors.push_back(ReadSuccessFactor(node));
    }
    return kb;
  }

 private:
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
    issue.title = node["title"].String();
    issue.explanation = node["explanation"].String();
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
    indicator.level = node["level"].Enum(kLevelWords);
    indicator.type = node["type"].Enum(kTypeWords);
    indicator.title = node["title"].String();
    indicator.question = node["question"].StringOr("");
    indicator.ask_minutes = node["ask_minutes"].DoubleOr(indicator.ask_minutes);
    indicator.categories = node["categories"].Strings();
    Profile profile = ProfileOf(node);
    indicator.healthy = std::move(profile.healthy);
    indicator.troubled = std::move(profile.troubled);
    indicator.profile_ess = node["profile_ess"].DoubleOr(indicator.profile_ess);
    indicator.links = elicitation_.Links(node["links"], node);
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
    factor.title = node["title"].String();
    factor.blocked_by = node["blocked_by"].Strings();
    return factor;
  }

  text::Node root_;
  Elicitation elicitation_;
  std::map<std::string, Profile> profiles_;
};

}  // namespace

KnowledgeBase ReadForm(text::Document* document) { return Reader(document->root()).Read(); }

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
