// What the other sites of a programme say of one, as evidence that can be sent and kept: tables by
// the ids of issues, in place of scopes of a network.
#pragma once

#include "common/base/error.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// The most issues of one table, and tables of one site.
inline constexpr size_t kMostIssuesOfATable = 12;
inline constexpr size_t kMostTables = 1000;

// As the network of `subject` in Model::programme takes it in. What is wrong is added to
// `violations`, fields as in `surroundings.above[0].issues`: also issues whose joint the network
// does not have, such as those of another knowledge base.
Surroundings ResolveSurroundings(const Model& model, Level subject,
                                 const SurroundingEvidence& around, Violations* violations);

// The same evidence, without what the other sites say where the model cannot take that in: evidence
// that was kept from the days of another knowledge base.
Evidence Hearable(const Model& model, Evidence evidence);

// The other way round, exactly. `subject` is the level whose network `around` belongs to.
SurroundingEvidence TellSurroundings(const Model& model, Level subject, const Surroundings& around);

}  // namespace pcsp::diagnosis
