#include "services/diagnosis/domain/knowledge/reader.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"

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
  explicit Reader(text::Document* document) : root_(document->root()) {}

  KnowledgeBase Read() {
    KnowledgeBase kb;
    kb.id = root_["id"].String();
    kb.version = root_["version"].String();
    kb.author = root_["author"].StringOr("");
    for (auto& [word, node] : root_["words"].MapOr()) words_[word] = node.Double();
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
  // A number, or a word that stands for one.
  double Probability(const text::Node& node) const {
    const std::string given = node.String();
    if (const auto word = words_.find(given); word != words_.end()) return word->second;
    double number = 0;
    if (!given.empty() && !absl::SimpleAtod(given, &number)) {
      node.Fault(absl::StrCat("a number, or one of ",
                              absl::StrJoin(words_, ", ", [](std::string* out, const auto& word) {
                                absl::StrAppend(out, word.first);
                              })));
    }
    return number;
  }

  std::vector<Link> ReadLinks(const text::Node& list) const {
    std::vector<Link> links;
    for (const text::Node& node : list.ListOr()) {
      const std::vector<text::Node> parts = node.List();
      if (parts.size() != 2 && parts.size() != 3) {
        if (!parts.empty()) node.Fault("[issue, strength] or [issue, strength, ess]");
        continue;
      }
      Link link{parts[0].String(), Probability(parts[1])};
      if (parts.size() == 3) link.ess = parts[2].Double();
      links.push_back(std::move(link));
    }
    return links;
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
    issue.title = node["title"].String();
    issue.explanation = node["explanation"].String();
    issue.good_looks_like = node["good_looks_like"].StringOr("");
    issue.prior = Probability(node["prior"]);
    issue.prior_ess = node["prior_ess"].DoubleOr(issue.prior_ess);
    issue.importance = node["importance"].DoubleOr(issue.importance);
    issue.common_issue = node["common_issue"].BoolOr(false);
    issue.parents = ReadLinks(node["parents"]);
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
    indicator.links = ReadLinks(node["links"]);
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
  std::map<std::string, double> words_ = {
      {"almost always", 0.85}, {"usually", 0.7}, {"often", 0.5},    {"sometimes", 0.3},
      {"common", 0.3},         {"fairly", 0.2},  {"uncommon", 0.1}, {"rare", 0.05}};
  std::map<std::string, Profile> profiles_;
};

}  // namespace

absl::StatusOr<KnowledgeBase> ReadKnowledgeBase(text::Document document) {
  KnowledgeBase kb = Reader(&document).Read();
  RETURN_IF_ERROR(document.Finish());
  return kb;
}

absl::StatusOr<KnowledgeBase> LoadKnowledgeBase(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  return ReadKnowledgeBase(std::move(document));
}

}  // namespace pcsp::diagnosis
