// A file of evidence: what is known of a site, of those above it, and of others around it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::offline {

// What is known of one site, and of sites under it.
struct SiteEvidence {
  diagnosis::LevelEvidence known;  // its level is given
  std::string path;                // in the file: `levels[0].below[2]`
  std::vector<SiteEvidence> below;
};

struct EvidenceFile {
  diagnosis::Level subject = diagnosis::Level::kPractice;
  // The subject and the sites above it, each level at most once, from the top down. What is below
  // an upper one are other sites under it, without the one that leads to the subject.
  std::vector<SiteEvidence> levels;
  std::vector<diagnosis::EarlierFinding> earlier;  // of the subject

  bool has_others() const;  // some site has others below
};

// What the file says (formats.md), defaults in place of what is at fault; document->Finish() tells
// of every fault of form: a level twice or below the subject's, a site that is not below the one
// that holds it. Ids of indicators and answers are not looked up here.
EvidenceFile ReadEvidenceForm(text::Document* document);

}  // namespace pcsp::offline
