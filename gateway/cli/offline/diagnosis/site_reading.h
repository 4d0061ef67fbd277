// A file of evidence diagnosed: the subject's findings, and what each site says to those above.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/cli/offline/diagnosis/evidence_file.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::offline {

// ln P(evidence of a site and of all below it | issues above), for every state of these issues,
// less that of the likeliest state. Bit b of a state's number says whether issues[b] holds.
struct MessagePart {
  std::vector<int> issues;  // indexes into the knowledge base, ascending
  std::vector<double> logs;
};

// The parts are independent given the issues above: their sum is what the site says.
struct SiteMessage {
  std::string organisation;
  std::string path;  // of the site in the file
  diagnosis::Level from = diagnosis::Level::kPractice;
  std::vector<MessagePart> parts;

  std::vector<int> Issues() const;  // that its parts name, ascending
  // All parts as one table over Issues(), of which there must be few.
  MessagePart Whole() const;
};

struct SiteReading {
  std::string organisation;
  diagnosis::Diagnosis diagnosis;
  std::vector<SiteMessage> messages;  // of every site of the file that has a level above
};

// Everything that can be said, of every finding: all reasons, all questions, and with `draws`
// (DrawParameters() of the model) confidence and intervals, too.
diagnosis::DiagnoseOptions InFull(const std::vector<diagnosis::ParameterDraw>* draws);

// What sites say to the one above is discounted by `discount` (methods.md 2.3): 1 is exact
// inference over all of them. INVALID_FIELDS with every violation, by the path in the file;
// IMPOSSIBLE_EVIDENCE; INVALID_KNOWLEDGE_BASE where messages would cost too much.
absl::StatusOr<SiteReading> DiagnoseFile(const diagnosis::Model& model, const EvidenceFile& file,
                                         const diagnosis::DiagnoseOptions& options,
                                         double discount);

}  // namespace pcsp::offline
