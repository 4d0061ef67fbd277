// The engine of disclosure control: which populations of a hierarchy may be shown, and why not.
//
// Populations are the nodes of the tree, each whole or split into clinical and other staff or into
// staff groups. What can be had from what is shown by adding and subtracting are unions of the
// residuals of residual.h, at each resolution apart, because a team is shown at a resolution in all
// of its parts or not at all. So it is enough that every shown cell and every residual has people
// enough, and that no residual is of one site. README.md has the argument.
#pragma once

#include "services/assessments/domain/disclosure/hierarchy.h"
#include "services/assessments/domain/disclosure/knowledge.h"
#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/disclosure/rules.h"

namespace pcsp::assessments {

// `respondents` counts everybody who answered; it may be `quantity` itself. What `within` hides,
// if it is given, stays hidden for the same reason. The same arguments give the same decisions,
// whatever the order in which answers came.
Decisions Decide(const Hierarchy& tree, const Quantity& quantity, const Quantity& respondents,
                 const PrivacyPolicy& policy, const DisclosureRules& rules,
                 const Decisions* within = nullptr);

// True if `part` of a team that is shown in parts is shown. All are, unless rules are off.
bool PartShown(const Tallies& team, int threshold, Part part, const DisclosureRules& rules);

// Why `part` of a team is not shown at `resolution` itself, which is hidden for `why`.
Hidden WhyMerged(const Tallies& team, int threshold, Hidden why, int resolution, Part part);

}  // namespace pcsp::assessments
