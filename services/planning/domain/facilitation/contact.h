// A line of a facilitator's contact log.
#pragma once

#include <string>

#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

enum class ContactKind { kUnspecified, kVisit, kCall, kVideo, kMessage };
inline constexpr absl::string_view kContactKindWords[] = {"", "visit", "call", "video", "message"};

struct Contact : Kept {
  std::string facilitator;  // id of the appointment
  std::string practice;     // id of the organisation
  absl::CivilDay day;
  ContactKind kind = ContactKind::kUnspecified;
  int minutes = 0;
  std::string notes;  // free text: for nobody but who asks for this contact; never logged

  bool operator==(const Contact&) const = default;
};

// Everything that is wrong; the day is not after `today`. Of notes that hold what may be a
// patient's number, telephone number or address, the violation repeats nothing.
void CheckContact(const Contact& contact, absl::CivilDay today, Violations& violations);

// True for text with ten digits that make an NHS number (its check digit is right), spaced or not,
// with a telephone number or with an address of electronic mail.
bool MayTellOfPatient(absl::string_view text);

}  // namespace pcsp::planning::training
