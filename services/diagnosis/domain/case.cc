#include "services/diagnosis/domain/case.h"

namespace pcsp::diagnosis {

Case::Case(const Model& model, const LevelModel& level, const Observations& observations,
           const Surroundings& surroundings)
    : model_(model), level_(level), observations_(observations), surroundings_(surroundings) {
  offsets_.reserve(observations.pieces.size());
  size_t size = 0;
  for (const Observation& piece : observations.pieces) {
    offsets_.push_back(size);
    size += model.indicators[piece.indicator].states();
  }
  logs_.resize(size);
  for (size_t i = 0; i < offsets_.size(); ++i) {
    const Observation& piece = observations.pieces[i];
    const CompiledIndicator& indicator = model.indicators[piece.indicator];
    LogLikelihoodOf(indicator, piece,
                    absl::MakeSpan(logs_).subspan(offsets_[i], indicator.states()));
  }
}

bool Case::Has(int sources) const {
  if ((sources & kAbove) && !surroundings_.above.empty()) return true;
  if ((sources & kBelow) && !surroundings_.below.empty()) return true;
  if ((sources & kBefore) && !observations_.earlier.empty()) return true;
  for (size_t i = 0; i < offsets_.size(); ++i) {
    if (sources & (own(i) ? kOwn : kAbove)) return true;
  }
  return false;
}

EvidenceTables Case::Surrounding() const {
  EvidenceTables tables(level_.network);
  Surround(kEverything, &tables);
  return tables;
}

void Case::Surround(int sources, EvidenceTables* tables) const {
  const auto add = [&](const std::vector<LogTable>& all) {
    for (const LogTable& table : all) tables->Add(level_.network, table.scope, table.logs);
  };
  if (sources & kAbove) add(surroundings_.above);
  if (sources & kBelow) add(surroundings_.below);
  if (sources & kBefore) AddShifts(level_.network, observations_.earlier, tables);
}

EvidenceTables Case::Tables(int sources) const {
  EvidenceTables tables(level_.network);
  for (size_t i = 0; i < offsets_.size(); ++i) {
    if (!(sources & (own(i) ? kOwn : kAbove))) continue;
    tables.Add(level_.network, level_.network.scope_of_indicator[indicator(i)], logs(i));
  }
  Surround(sources, &tables);
  return tables;
}

}  // namespace pcsp::diagnosis
