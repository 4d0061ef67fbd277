// What is known of a programme before some rows of a file are taken.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"

namespace pcsp::registry {

// What some rows need to know. Lists may name things that do not exist, and things twice.
struct Wanted {
  // Of `ods`: these organisations, with all their relationships and conflicts.
  std::vector<std::string> codes;
  // Of `ods`: these organisations alone.
  std::vector<std::string> other_codes;
  // These organisations, with their conflicts alone.
  std::vector<std::string> ids;
  // These organisations alone, by code system.
  std::map<std::string, std::vector<std::string>> coded;
  // People with one of these ids, keys, addresses or marks (see MarkOf()), with all of their
  // appointments and with the conflicts about them.
  std::vector<std::string> people, keys, emails, marks;
  // Of the organisation with a code of `ods`, or else the id, its context that holds on a day.
  std::vector<std::pair<std::string, Date>> contexts;
};

// The answer: at least what was wanted, nothing twice.
struct Known {
  std::vector<Organisation> organisations;
  std::vector<Relationship> relationships;
  std::vector<SiteContext> contexts;
  std::vector<ImportConflict> conflicts;
  std::vector<Person> people;
  std::vector<Appointment> appointments;
};

// Finds what is known of organisations by what a row says, what earlier rows say included. Pointers
// stay valid as long as this does.
class KnownIndex {
 public:
  explicit KnownIndex(Known known);
  KnownIndex(const KnownIndex&) = delete;
  KnownIndex& operator=(const KnownIndex&) = delete;

  // Null if there is none. Codes are those of `ods`, unless a system is named.
  const Organisation* ByCode(absl::string_view code) const { return ByCode(kOds, code); }
  const Organisation* ByCode(absl::string_view system, absl::string_view code) const;
  const Organisation* ById(absl::string_view id) const;
  // Those whose subject or object is the organisation.
  std::vector<const Relationship*> RelationshipsOf(absl::string_view id) const;
  // The context of an organisation that holds on `day`, the last one that began by then.
  const SiteContext* ContextOn(absl::string_view organisation, Date day) const;

  // Adds, or replaces what has the same id, or the same organisation and day.
  void Put(Organisation organisation);
  void Put(Relationship relationship);
  void Put(SiteContext context);

 private:
  std::deque<Organisation> organisations_;
  std::deque<Relationship> relationships_;
  absl::flat_hash_map<std::string, Organisation*> by_code_;  // by system and code
  absl::flat_hash_map<std::string, Organisation*> by_id_;
  absl::flat_hash_map<std::string, std::vector<Relationship*>> relationships_of_;
  std::map<std::pair<std::string, Date>, SiteContext> contexts_;
};

}  // namespace pcsp::registry
