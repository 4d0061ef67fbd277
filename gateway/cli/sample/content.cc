#include "gateway/cli/sample/content.h"

#include <map>
#include <string>

#include "services/assessments/domain/vocabulary.h"

namespace pcsp::gateway::sample {
namespace {

std::vector<Pull> PullsFrom(const std::vector<diagnosis::Link>& links) {
  std::vector<Pull> pulls;
  for (const diagnosis::Link& link : links) pulls.push_back({link.issue, link.strength});
  return pulls;
}

void AddIssues(const diagnosis::KnowledgeBase& kb, Blueprint& blueprint) {
  for (absl::string_view level : kLevels) {
    for (const diagnosis::Issue& issue : kb.issues) {
      if (diagnosis::LevelWord(issue.level) != level) continue;
      blueprint.issues.push_back(
          {issue.id, std::string(level), issue.prior, PullsFrom(issue.parents)});
    }
  }
}

ItemModel ItemFrom(const assessments::Instrument& instrument, const assessments::Item& item,
                   const diagnosis::Indicator* indicator) {
  ItemModel model;
  model.code = item.code;
  model.level = assessments::ToWord(instrument.level, assessments::kLevelWords);
  if (item.construct) {
    model.construct = assessments::ToWord(*item.construct, assessments::kConstructWords);
  }
  model.reverse = item.reverse;
  if (indicator != nullptr) {
    model.leak = indicator->leak;
    model.links = PullsFrom(indicator->links);
  }
  return model;
}

}  // namespace

Blueprint BlueprintFrom(const diagnosis::KnowledgeBase& knowledge_base,
                        const std::vector<const assessments::Instrument*>& instruments) {
  Blueprint blueprint;
  AddIssues(knowledge_base, blueprint);
  std::map<std::string, const diagnosis::Indicator*> indicators;
  for (const diagnosis::Indicator& indicator : knowledge_base.indicators) {
    indicators[indicator.id] = &indicator;
    if (indicator.type != diagnosis::IndicatorType::kFact) continue;
    blueprint.facts.push_back({indicator.id, std::string(diagnosis::LevelWord(indicator.level)),
                               indicator.categories, PullsFrom(indicator.links)});
  }
  for (const assessments::Instrument* instrument : instruments) {
    for (const assessments::Item& item : instrument->items) {
      if (instrument->ScaleOf(item).steps() != 5) continue;
      const auto it = indicators.find(item.code);
      blueprint.items.push_back(
          ItemFrom(*instrument, item, it == indicators.end() ? nullptr : it->second));
    }
  }
  return blueprint;
}

}  // namespace pcsp::gateway::sample
