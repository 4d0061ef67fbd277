#include "services/diagnosis/rpc/convert_knowledge_base.h"

#include <string>

#include "services/diagnosis/domain/knowledge/signals.h"
#include "services/diagnosis/domain/names.h"

namespace pcsp::diagnosis {
namespace {

void ToProto(const Link& link, v1::Link* to) {
  to->set_issue(link.issue);
  to->set_strength(link.strength);
  to->set_prior_ess(link.ess);
  to->set_word(link.word);
  to->set_author(link.author);
  to->set_rationale(link.rationale);
  to->set_source(link.source);
}

void ToProto(const KnowledgeBase& kb, const Signal& signal, v1::Signal* to) {
  const Indicator& indicator = kb.indicators[signal.indicator];
  to->set_indicator(indicator.id);
  to->set_answer(indicator.categories[signal.category]);
  to->set_decibans(signal.decibans);
}

void ToProto(const KnowledgeBase& kb, const Issue& issue, v1::Issue* to) {
  to->set_id(issue.id);
  to->set_level(ToProto(issue.level));
  to->set_construct(ToProto(issue.construct));
  to->set_title(issue.title);
  to->set_explanation(issue.explanation);
  to->set_good_looks_like(issue.good_looks_like);
  to->set_prior(issue.prior);
  to->set_prior_ess(issue.prior_ess);
  to->set_importance(issue.importance);
  to->set_common_issue(issue.common_issue);
  for (const Link& parent : issue.parents) ToProto(parent, to->add_parents());
  to->set_prior_word(issue.prior_word);
  to->set_settled_by(issue.settled_by);
  for (const std::string& solution : issue.solutions) to->add_solutions(solution);
  const IssueSignals signals = SignalsOf(kb, issue);
  for (const Signal& signal : signals.speak_for) ToProto(kb, signal, to->add_speak_for());
  for (const Signal& signal : signals.speak_against) ToProto(kb, signal, to->add_speak_against());
}

void ToProto(const Indicator& indicator, v1::Indicator* to) {
  to->set_id(indicator.id);
  to->set_level(ToProto(indicator.level));
  to->set_kind(ToProto(indicator.type));
  to->set_title(indicator.title);
  to->set_question(indicator.question);
  to->set_ask_minutes(indicator.ask_minutes);
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    v1::Category* category = to->add_categories();
    category->set_code(indicator.categories[k]);
    category->set_healthy(indicator.healthy[k]);
    category->set_troubled(indicator.troubled[k]);
  }
  for (const Link& link : indicator.links) ToProto(link, to->add_links());
  to->set_leak(indicator.leak);
  to->set_kappa(indicator.kappa);
  to->set_eta(indicator.eta);
}

}  // namespace

type::v1::Level ToProto(Level level) {
  constexpr type::v1::Level kLevelsInOrder[] = {
      type::v1::LEVEL_WHOLE_SYSTEM, type::v1::LEVEL_STEERING_GROUP, type::v1::LEVEL_PRACTICE};
  return kLevelsInOrder[static_cast<int>(level)];
}

type::v1::Construct ToProto(Construct construct) {
  constexpr type::v1::Construct kInOrder[] = {
      type::v1::CONSTRUCT_UNSPECIFIED, type::v1::CONSTRUCT_COHERENCE,
      type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION, type::v1::CONSTRUCT_COLLECTIVE_ACTION,
      type::v1::CONSTRUCT_REFLEXIVE_MONITORING};
  return kInOrder[static_cast<int>(construct)];
}

v1::SignalKind ToProto(IndicatorType type) {
  constexpr v1::SignalKind kInOrder[] = {v1::SIGNAL_KIND_SURVEY_ITEM, v1::SIGNAL_KIND_FACT,
                                         v1::SIGNAL_KIND_NOTE};
  return kInOrder[static_cast<int>(type)];
}

v1::KnowledgeBase ToProto(const Model& model) {
  v1::KnowledgeBase to;
  to.set_name(KnowledgeBaseText(model.kb.Name()));
  to.set_author(model.kb.author);
  to.set_hash(model.content_hash);
  for (const Issue& issue : model.kb.issues) ToProto(model.kb, issue, to.add_issues());
  for (const Indicator& indicator : model.kb.indicators) ToProto(indicator, to.add_indicators());
  for (const SuccessFactor& factor : model.kb.success_factors) {
    v1::SuccessFactor* added = to.add_success_factors();
    added->set_id(factor.id);
    added->set_level(ToProto(factor.level));
    added->set_title(factor.title);
    for (const std::string& issue : factor.blocked_by) added->add_blocked_by(issue);
  }
  for (const std::string& id : model.kb.removed) to.add_removed(id);
  to.set_inference_cost(model.at(Level::kPractice).network.states);
  return to;
}

}  // namespace pcsp::diagnosis
