#include "services/diagnosis/domain/learning/credit.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {
namespace {

std::vector<double> JointOf(const Belief& belief, const Scope& scope) {
  std::vector<double> joint(scope.states());
  belief.Joint(scope, joint.data());
  return joint;
}

// The bit that each link of an indicator has in its states.
std::vector<int> BitsOf(const KnowledgeBase& kb, const Indicator& indicator,
                        const CompiledIndicator& compiled) {
  std::vector<int> bits;
  for (const Link& link : indicator.links) {
    const auto named = [&](int issue) { return kb.issues[issue].id == link.issue; };
    const auto found = std::find_if(compiled.issues.begin(), compiled.issues.end(), named);
    bits.push_back(static_cast<int>(found - compiled.issues.begin()));
  }
  return bits;
}

// The expected counts of one piece of evidence.
struct PieceCredit {
  PieceCredit(size_t categories, size_t links)
      : healthy(categories), troubled(categories), fired(links), could_fire(links) {}

  std::vector<double> healthy, troubled;
  std::vector<double> fired, could_fire;  // by bit of the scope
  double leaked = 0, answers = 0;
};

// Adds what the piece says in state d, which has probability `joint`.
void AddState(const Indicator& indicator, const CompiledIndicator& compiled,
              const std::vector<double>& counts, int d, double joint, PieceCredit* credit) {
  const double q = compiled.meets[d];
  double met = 0, n = 0;
  for (size_t k = 0; k < counts.size(); ++k) {
    const double troubled = q * indicator.troubled[k];
    const double r = counts[k] * troubled / (troubled + (1 - q) * indicator.healthy[k]);
    credit->troubled[k] += joint * r;
    credit->healthy[k] += joint * (counts[k] - r);
    met += r;
    n += counts[k];
  }
  credit->leaked += joint * met * indicator.leak / q;
  credit->answers += joint * n;
  for (size_t b = 0; b < compiled.issues.size(); ++b) {
    if (!(d >> b & 1)) continue;
    credit->fired[b] += joint * met * compiled.strengths[b] / q;
    credit->could_fire[b] += joint * n;
  }
}

// Discounted for colleagues, and bounded.
std::vector<double> CreditedAnswers(const Observation& piece) {
  const double n = static_cast<double>(piece.answers);
  const double each = n <= 1 ? 1 : kDesignWeight * std::min(1.0, kMostAnswersCredited / n);
  std::vector<double> counts;
  for (int64_t people : piece.counts) counts.push_back(each * static_cast<double>(people));
  return counts;
}

}  // namespace

Crediting::Crediting(const Model& model, const LabelAccuracy& accuracy)
    : model_(model), accuracy_(accuracy) {
  for (const LevelModel& level : model.levels) beliefs_.emplace_back(level.network);
  if (model.programme != nullptr) {
    for (const LevelModel& level : model.programme->levels) within_.emplace_back(level.network);
  }
  for (size_t j = 0; j < model.indicators.size(); ++j) {
    bit_of_.push_back(BitsOf(model.kb, model.kb.indicators[j], model.indicators[j]));
  }
}

Belief& Crediting::BeliefFor(const Observations& observations) {
  const auto subject = static_cast<size_t>(observations.subject);
  return observations.around.any() ? within_[subject] : beliefs_[subject];
}

absl::Status Crediting::Add(const LabelledCase& reviewed, LearnedCounts* counts) {
  const Level subject = reviewed.observations.subject;
  const LevelModel& level = LevelFor(model_, reviewed.observations);
  Belief& belief = BeliefFor(reviewed.observations);
  if (!Calibrate(level, reviewed, &belief)) return ImpossibleEvidence();
  for (int variable : level.subjects) CreditIssue(level, belief, variable, counts);
  // The evidence of upper levels is that of other cases too: each teaches at its own level.
  for (const Observation& piece : reviewed.observations.pieces) {
    if (model_.kb.indicators[piece.indicator].level != subject) continue;
    CreditPiece(level, belief, piece, counts);
  }
  CreditAccuracy(belief, reviewed.labels, counts);
  ++counts->cases;
  counts->verdicts += static_cast<int64_t>(reviewed.labels.size());
  return absl::OkStatus();
}

bool Crediting::Calibrate(const LevelModel& level, const LabelledCase& reviewed,
                          Belief* belief) const {
  const Network& network = level.network;
  EvidenceTables tables(network);
  std::vector<double> logs;
  for (const Observation& piece : reviewed.observations.pieces) {
    const CompiledIndicator& indicator = model_.indicators[piece.indicator];
    logs.resize(indicator.states());
    LogLikelihood(indicator, piece.counts, absl::MakeSpan(logs));
    tables.Add(network, network.scope_of_indicator[piece.indicator], logs);
  }
  for (const Label& label : reviewed.labels) {
    const Family& family = network.families[label.variable];
    logs.resize(network.scopes[family.scope].states());
    for (size_t d = 0; d < logs.size(); ++d) {
      logs[d] = std::log(accuracy_.Of(label.confirmed, d >> family.bit & 1));
    }
    tables.Add(network, family.scope, logs);
  }
  const Surroundings& around = reviewed.observations.around;
  for (const LogTable& table : around.above) tables.Add(network, table.scope, table.logs);
  for (const LogTable& table : around.below) tables.Add(network, table.scope, table.logs);
  AddShifts(network, reviewed.observations.earlier, &tables);
  return belief->Calibrate(tables);
}

void Crediting::CreditIssue(const LevelModel& level, const Belief& belief, int variable,
                            LearnedCounts* counts) const {
  const Family& family = level.network.families[variable];
  const std::vector<double> joint = JointOf(belief, level.network.scopes[family.scope]);
  IssueCounts& issue = counts->issues[level.network.issues[variable]];
  const double prior = model_.kb.issues[level.network.issues[variable]].prior;
  double arose = 0;
  std::vector<double> fired(family.causes.size()), could_fire(family.causes.size());
  for (size_t d = 0; d < joint.size(); ++d) {
    // Given that the issue holds, each of what may bring it about did so with its share of q.
    const double each = (d >> family.bit & 1) ? joint[d] / family.arises[d] : 0;
    arose += each * prior;
    for (size_t c = 0; c < family.causes.size(); ++c) {
      if (!(d >> family.causes[c].bit & 1)) continue;
      fired[c] += each * family.causes[c].strength;
      could_fire[c] += joint[d];
    }
  }
  issue.arises.Add(arose, 1);
  for (size_t c = 0; c < fired.size(); ++c) issue.causes[c].Add(fired[c], could_fire[c]);
}

void Crediting::CreditPiece(const LevelModel& level, const Belief& belief, const Observation& piece,
                            LearnedCounts* counts) const {
  const Scope& scope = level.network.scopes[level.network.scope_of_indicator[piece.indicator]];
  const Indicator& indicator = model_.kb.indicators[piece.indicator];
  const CompiledIndicator& compiled = model_.indicators[piece.indicator];
  const std::vector<double> joint = JointOf(belief, scope);
  const std::vector<double> answers = CreditedAnswers(piece);
  PieceCredit credit(answers.size(), compiled.issues.size());
  for (size_t d = 0; d < joint.size(); ++d) {
    AddState(indicator, compiled, answers, static_cast<int>(d), joint[d], &credit);
  }
  IndicatorCounts& learned = counts->indicators[piece.indicator];
  learned.healthy.Add(credit.healthy);
  learned.troubled.Add(credit.troubled);
  learned.leak.Add(credit.leaked, credit.answers);
  for (size_t l = 0; l < learned.links.size(); ++l) {
    const int bit = bit_of_[piece.indicator][l];
    learned.links[l].Add(credit.fired[bit], credit.could_fire[bit]);
  }
}

void Crediting::CreditAccuracy(const Belief& belief, const std::vector<Label>& labels,
                               LearnedCounts* counts) const {
  std::map<int, int> verdicts;
  for (const Label& label : labels) ++verdicts[label.variable];
  for (const Label& label : labels) {
    if (verdicts[label.variable] < 2) continue;
    const auto [holds, absent] = belief.Odds(label.variable);
    counts->sensitivity.Add(label.confirmed ? holds : 0, holds);
    counts->specificity.Add(label.confirmed ? 0 : absent, absent);
  }
}

}  // namespace pcsp::diagnosis
