// The made-up places of the sample programme. Codes have the form of real ones, in blocks (Z9....,
// QZ.) that nobody is known to have; the postcode area ZY does not exist; the
// telephone numbers are from the range set aside for drama.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

// Whole systems, then steering groups, then practices; display names are unique.
std::vector<Organisation> MakeOrganisations(const Options& options, const Random& random);

// Practices are supported by their steering group, which is part of its whole system.
std::vector<Relationship> MakeRelationships(const std::vector<Organisation>& organisations,
                                            const Options& options);

// Headcount per staff group: about 28 people in a practice (7 GPs, 3.5 nurses, 3.2 in direct
// patient care, 15 in administration), 10 to 13 members in a group or system.
SiteContext MakeContext(const Organisation& organisation, const Options& options,
                        const Random& random);

// The practices as epraccur.csv of the Organisation Data Service: 27 quoted columns, no header,
// CRLF. The parent is the whole system, by its code of the system `ods`. The first address line
// says that the practice is not real.
std::string ToEpraccur(const std::vector<Organisation>& organisations);

// The practices as core partners of PCNs, five neighbours to a PCN, as the sheet "PCN Core Partner
// Details" of ePCN.xlsx comes out as CSV: line breaks in its header, CRLF.
std::string ToPcnPartners(const std::vector<Organisation>& organisations);

// What is known of the practices as the practice-level CSV of General Practice Workforce.
std::string ToWorkforce(const SampleProgramme& programme);

}  // namespace pcsp::gateway::sample
