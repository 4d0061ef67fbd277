// A contradiction between what is known and what a file says, until a person decides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/source.h"

namespace pcsp::registry {

enum class ConflictKind {
  kUnspecified,
  kCommissioner,   // who commissions a practice, or when
  kPcnMembership,  // of which PCN a practice is a partner, or when
  kSiteContext,    // one figure or word of a site's context
  kPerson,         // one field of a person
  kAppointment,    // one field of an appointment
};

enum class ConflictState { kUnspecified, kOpen, kResolved };

enum class ConflictChoice {
  kUnspecified,
  kKnown,    // what was known stays
  kClaimed,  // what the file says holds
  kAgreed,   // nobody had to choose: a later file agrees with what is known
};

// The lower_snake words that tables and messages use; "" for kUnspecified.
absl::string_view Word(ConflictKind kind);
absl::string_view Word(ConflictState state);
absl::string_view Word(ConflictChoice choice);
ConflictKind ConflictKindOf(absl::string_view word);
ConflictState ConflictStateOf(absl::string_view word);
ConflictChoice ConflictChoiceOf(absl::string_view word);

// True for those about a relationship between organisations.
bool IsAboutRelationship(ConflictKind kind);
// True for those whose claims are personal data.
bool IsAboutPerson(ConflictKind kind);

// What a relationship says of its subject.
struct RelationshipValue {
  std::string object;  // id
  Period period;

  bool operator==(const RelationshipValue&) const = default;
};

// "sub-00k 2013-04-01 9999-12-31", and back; nothing for text of another form.
std::string ValueText(const RelationshipValue& value);
std::optional<RelationshipValue> ParseRelationshipValue(absl::string_view text);

struct Claim {
  Claimant by;
  absl::Time stated;  // since when the registry knows of it
  std::string value;  // ValueText() of a relationship; else what ValueOf() gives of the field

  bool operator==(const Claim&) const = default;
};

struct ImportConflict {
  std::string programme;
  std::string id;
  ConflictKind kind = ConflictKind::kUnspecified;
  std::string organisation;  // whom it is about; kPerson: where the file appoints the person
  // kPcnMembership: the id of the PCN that the file names; kCommissioner: empty; else the name of
  // the field, such as `list_size`.
  std::string field;
  Date day = kSinceAlways;   // kSiteContext: the effective date
  std::string relationship;  // id of the known relationship; empty if it is not about one
  Claim known;
  Claim claimed;
  ConflictState state = ConflictState::kOpen;
  ConflictChoice choice = ConflictChoice::kUnspecified;
  std::string note;  // of the person who decided
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;
  std::string person;       // id; kPerson and kAppointment
  std::string appointment;  // id; kAppointment

  // What every conflict has one of, to be looked up by: the person if there is one.
  const std::string& subject() const { return person.empty() ? organisation : person; }

  bool operator==(const ImportConflict&) const = default;
};

// True if both are about the same thing and the same kind of file: a newer claim takes the place of
// an older one.
bool SameQuestion(const ImportConflict& a, const ImportConflict& b);

// True if nothing has been said since that was not said then.
bool SameClaims(const ImportConflict& a, const ImportConflict& b);

}  // namespace pcsp::registry
