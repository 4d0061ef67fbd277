#include "services/diagnosis/domain/programme/programme.h"

#include <algorithm>
#include <utility>

#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/errors.h"

namespace pcsp::diagnosis {
namespace {

Level Below(Level level) { return static_cast<Level>(static_cast<int>(level) + 1); }

// 1 or 0, to be counted.
int Speaks(const Observations& evidence) { return evidence.pieces.empty() ? 0 : 1; }

void Append(const std::vector<Observation>& from, std::vector<Observation>* to) {
  to->insert(to->end(), from.begin(), from.end());
}

}  // namespace

Programme::Programme(const Model& model, const ProgrammeModel& programme, double discount,
                     Fewest fewest)
    : engine_(model), model_(programme), discount_(discount), fewest_(fewest), scratch_(kLevels) {
  for (int level = 0; level < kLevels; ++level) {
    beliefs_.push_back({Belief(programme.levels[level].network)});
    for (const Sender::Part& part : programme.senders[level].parts) {
      scratch_[level].tables.emplace_back(part.network);
      scratch_[level].beliefs.emplace_back(part.network);
    }
  }
}

Programme::Site Programme::Add(Level level, std::optional<Site> parent) {
  if (level == Level::kWholeSystem) return AddNode(level, -1, discount_);
  int above = parent.value_or(-1);
  // Stands in for the levels that are left out, from the top down.
  Level next = above < 0 ? Level::kWholeSystem : Below(nodes_[above].level);
  for (; next < level; next = Below(next)) above = AddNode(next, above, 1);
  return AddNode(level, above, discount_);
}

int Programme::AddNode(Level level, int parent, double discount) {
  const bool lowest = static_cast<int>(level) == kLevels - 1;
  const int heard = lowest ? 0 : model_.sender(Below(level)).states;
  nodes_.push_back({level,
                    parent,
                    discount,
                    {level, {}, {}, {}},
                    Message(model_.sender(level).states),
                    Message(heard)});
  return static_cast<int>(nodes_.size()) - 1;
}

int Programme::Root(int node) const {
  while (nodes_[node].parent >= 0) node = nodes_[node].parent;
  return node;
}

absl::Status Programme::SetEvidence(Site site, const LevelEvidence& evidence) {
  Node& node = nodes_[site];
  ASSIGN_OR_RETURN(Observations observations, ResolveEvidence(engine_, {node.level, {evidence}}));
  if (evidence.level != node.level) {
    return InvalidField("levels[0].level", LevelWord(*evidence.level), LevelWord(node.level));
  }
  Message message(node.says);
  if (!MakeMessage(node, observations, &message)) return ImpossibleEvidence();
  const int voices = Speaks(observations) - Speaks(node.evidence);
  for (int at = node.parent; at >= 0; at = nodes_[at].parent) nodes_[at].voices += voices;
  node.evidence = std::move(observations);
  ++node.told;
  ++node.own;
  std::swap(node.says, message);
  // Nobody else hears of a practice that says what it has said before.
  if (node.level != Level::kPractice || node.says != message) PassOn(site, message);
  return absl::OkStatus();
}

// `before` is what the node said until now.
void Programme::PassOn(int node, const Message& before) {
  const int above = nodes_[node].parent;
  if (above < 0) {
    ++nodes_[node].changes;
    return;
  }
  ++nodes_[above].own;
  nodes_[above].hears.Subtract(before);
  nodes_[above].hears.Add(nodes_[node].says);
  Message message(nodes_[above].says);
  // Where what is heard contradicts what is certain, reading a probability will say so.
  MakeMessage(nodes_[above], nodes_[above].evidence, &message);
  std::swap(nodes_[above].says, message);
  PassOn(above, message);
}

bool Programme::MakeMessage(const Node& node, const Observations& evidence, Message* message) {
  const Sender& sender = model_.sender(node.level);
  Scratch& scratch = scratch_[static_cast<int>(node.level)];
  for (auto& tables : scratch.tables) tables.Clear();
  AddEvidence(evidence, sender, &scratch);
  Hear(node, &scratch);
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    const Sender::Part& part = sender.parts[p];
    Belief& belief = scratch.beliefs[p];
    // A part that knows nothing says exactly nothing.
    scratch.table.assign(part.states, 1.0);
    if (scratch.tables[p].any()) {
      if (!belief.Calibrate(scratch.tables[p])) return false;
      belief.Joint(part.network.scopes[part.scope], scratch.table.data());
    }
    message->Set(part.offset, scratch.table);
  }
  return true;
}

void Programme::AddEvidence(const Observations& evidence, const Sender& sender,
                            Scratch* scratch) const {
  for (const Observation& piece : evidence.pieces) {
    const CompiledIndicator& indicator = engine_.indicators[piece.indicator];
    const int p = sender.part_of_indicator[piece.indicator];
    if (p < 0) continue;
    const Network& network = sender.parts[p].network;
    scratch->table.resize(indicator.states());
    LogLikelihoodOf(indicator, piece, absl::MakeSpan(scratch->table));
    scratch->tables[p].Add(network, network.scope_of_indicator[piece.indicator], scratch->table);
  }
}

void Programme::Hear(const Node& node, Scratch* scratch) const {
  if (node.level == Level::kPractice) return;
  const Sender& below = model_.sender(Below(node.level));
  const auto& parts = model_.sender(node.level).parts;
  for (size_t p = 0; p < parts.size(); ++p) {
    for (const auto& entry : parts[p].received) {
      const Sender::Part& from = below.parts[entry.part];
      if (node.hears.Silent(from.offset, from.states)) continue;
      scratch->table.resize(from.states);
      node.hears.Logs(from.offset, node.discount, absl::MakeSpan(scratch->table));
      scratch->tables[p].Add(parts[p].network, entry.scope, scratch->table);
    }
  }
}

absl::StatusOr<absl::Span<const double>> Programme::Probabilities(Site site) {
  Node& node = nodes_[site];
  const uint64_t now = nodes_[Root(site)].changes;
  if (node.seen == now && node.own_seen == node.own && !node.probabilities.empty()) {
    return node.probabilities;
  }
  if (StillHolds(node, now)) return node.probabilities;
  if (!ReadFromAbove(&node, now) && !ReadAnew(site, now)) return ImpossibleEvidence();
  node.seen = now;
  return node.probabilities;
}

const Belief* Programme::BeliefOf(int site, uint64_t now) {
  const LevelModel& level = model_.at(nodes_[site].level);
  Calibrated& known = beliefs_[static_cast<int>(nodes_[site].level)];
  const uint64_t own = nodes_[site].own;
  if (known.site == site && known.now == now && known.own == own) return &known.belief;
  known.site = -1;
  const Observations evidence = EvidenceFor(site);
  const Surroundings surroundings = SurroundingsOf(site);
  const Case given(engine_, level, evidence, surroundings);
  if (!known.belief.Calibrate(given.Tables(kEverything))) return nullptr;
  known.site = site;
  known.now = now;
  known.own = own;
  return &known.belief;
}

const Standing* Programme::StandingOf(int site, uint64_t now) {
  Node& node = nodes_[site];
  if (node.standing.now() == now) return &node.standing;
  const Belief* belief = BeliefOf(site, now);
  if (belief == nullptr) return nullptr;
  uint64_t version = node.own;
  for (int above = node.parent; above >= 0; above = nodes_[above].parent) {
    version += nodes_[above].told;
  }
  node.standing.Update(*belief, model_.entry(node.level, node.level), version, now);
  return &node.standing;
}

bool Programme::StillHolds(const Node& node, uint64_t now) {
  if (!node.view || node.own_seen != node.own) return false;
  const Standing* above = StandingOf(node.parent, now);
  return above != nullptr && above->since() <= node.seen &&
         node.view->amplification() * std::max(above->doubt(), node.doubt) <= kTolerance;
}

bool Programme::ReadFromAbove(Node* node, uint64_t now) {
  if (!node->view || node->own_seen != node->own) return false;
  const Belief* belief = BeliefOf(node->parent, now);
  if (belief == nullptr) return false;
  above_ = *belief;
  if (!node->view->Read(model_.sender(node->level),
                        model_.entry(nodes_[node->parent].level, node->level), &*above_,
                        absl::MakeSpan(node->probabilities))) {
    return false;
  }
  node->doubt = nodes_[node->parent].standing.doubt();
  return true;
}

bool Programme::ReadAnew(int site, uint64_t now) {
  Node& node = nodes_[site];
  const Belief* belief = BeliefOf(site, now);
  if (belief == nullptr) return false;
  node.probabilities.clear();
  for (int subject : model_.at(node.level).subjects) {
    const auto [holds, absent] = belief->Odds(subject);
    node.probabilities.push_back(holds / (holds + absent));
  }
  node.own_seen = node.own;
  node.view.reset();
  // Where few are not heard, what a site hears is not what the one above believes.
  if (node.level == Level::kPractice && fewest_.beside == 0) LookCloser(&node, now);
  return true;
}

void Programme::LookCloser(Node* node, uint64_t now) {
  const Sender& sender = model_.sender(node->level);
  Scratch& scratch = scratch_[static_cast<int>(node->level)];
  const Standing* above = StandingOf(node->parent, now);
  if (above == nullptr) return;
  for (auto& tables : scratch.tables) tables.Clear();
  AddEvidence(node->evidence, sender, &scratch);
  Hear(*node, &scratch);
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    if (!scratch.beliefs[p].Calibrate(scratch.tables[p])) return;
  }
  node->view.emplace(sender, scratch.beliefs, node->says, nodes_[node->parent].discount);
  node->doubt = above->doubt();
}

absl::StatusOr<Diagnosis> Programme::Diagnose(Site site, const DiagnoseOptions& options,
                                              std::vector<OddsShift> earlier) const {
  Observations evidence = EvidenceFor(site);
  evidence.earlier = std::move(earlier);
  return DiagnoseWithin(engine_, model_.at(nodes_[site].level), evidence, SurroundingsOf(site),
                        options);
}

// The site's own evidence and that of the sites above it.
Observations Programme::EvidenceFor(int node) const {
  Observations all = nodes_[node].evidence;
  for (int above = nodes_[node].parent; above >= 0; above = nodes_[above].parent) {
    Append(nodes_[above].evidence.pieces, &all.pieces);
  }
  std::sort(all.pieces.begin(), all.pieces.end(),
            [](const auto& a, const auto& b) { return a.indicator < b.indicator; });
  return all;
}

Surroundings Programme::SurroundingsOf(Site node) const {
  const Node& site = nodes_[node];
  Surroundings surroundings;
  if (site.level != Level::kPractice && site.voices >= fewest_.below) {
    Collect(site.hears, Below(site.level), site.level, site.discount, &surroundings.below);
    surroundings.sites_below = site.voices;
  }
  // All that each site above hears, but for what came from this one.
  for (int at = node; nodes_[at].parent >= 0; at = nodes_[at].parent) {
    const Node& above = nodes_[nodes_[at].parent];
    const int voices = above.voices - nodes_[at].voices - Speaks(nodes_[at].evidence);
    if (voices < fewest_.beside) continue;
    surroundings.sites_beside += voices;
    Message others(above.hears);
    others.Subtract(nodes_[at].says);
    Collect(others, nodes_[at].level, site.level, above.discount, &surroundings.above);
  }
  return surroundings;
}

void Programme::Collect(const Message& sum, Level from, Level reader, double discount,
                        std::vector<LogTable>* tables) const {
  const Sender& sender = model_.sender(from);
  const std::vector<int>& scopes = model_.entry(reader, from);
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    const Sender::Part& part = sender.parts[p];
    if (sum.Silent(part.offset, part.states)) continue;
    LogTable& table = tables->emplace_back();
    table.scope = scopes[p];
    table.logs.resize(part.states);
    sum.Logs(part.offset, discount, absl::MakeSpan(table.logs));
  }
}

}  // namespace pcsp::diagnosis
