// What can be changed in the registry within one transaction.
#pragma once

#include <functional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/registry/domain/graph/reorganisation.h"
#include "services/registry/domain/imports/changes.h"
#include "services/registry/store/reader.h"

namespace pcsp::registry {

// Rows are written as given, revision and times included. Members may throw what SOCI throws.
class Writer : public Reader {
 public:
  // Keeps other writers of the programme out until the transaction ends; call it before reading
  // what a change depends on. PROGRAMME_NOT_FOUND.
  virtual absl::Status Lock(absl::string_view programme) = 0;
  // Lock(), and moves the content revision of the programme on. A transaction that touches a
  // programme, or makes one, is a change to it and leaves a line in its audit.
  virtual absl::Status Touch(absl::string_view programme) = 0;
  // Names the resource that the change is about, for the audit; the programme if it is never named.
  virtual void Concerns(std::string resource) = 0;

  virtual void Insert(const Programme& programme) = 0;
  virtual void Insert(const Organisation& organisation) = 0;
  virtual void Insert(const Relationship& relationship) = 0;
  virtual void Insert(const Person& person) = 0;
  virtual void Insert(const Appointment& appointment) = 0;

  // The row with the same id.
  virtual void Update(const Programme& programme) = 0;
  virtual void Update(const Organisation& organisation) = 0;
  virtual void Update(const Relationship& relationship) = 0;
  virtual void Update(const Person& person) = 0;
  virtual void Update(const Appointment& appointment) = 0;

  // For what has not begun and is never to be; everything else ends.
  virtual void Remove(const Relationship& relationship) = 0;
  virtual void Remove(const Appointment& appointment) = 0;

  // Inserts, or replaces what was stated for the same day.
  virtual void Put(const SiteContext& context) = 0;
  // Inserts, or replaces the milestone with the same id, whose date must be the same.
  virtual void Put(const Milestone& milestone) = 0;
  virtual void Apply(const ImportChanges& changes) = 0;
  // The same in two steps: what is returned writes the changes when it is called, once. One thread
  // may prepare while another writes.
  virtual std::function<void()> Prepare(const ImportChanges& changes) = 0;
  virtual void Apply(const ReorganisationPlan& plan) = 0;

  // Says that the reply of this change tells of the person, or of kManyPeople, so that it can be
  // forgotten with them.
  virtual void TellsOf(absl::string_view programme, absl::string_view person) = 0;
  // Forgets every remembered reply that does, every import conflict about the person, and by what
  // salts the audit has hashed what was answered about the person, these appointments of theirs and
  // those conflicts.
  virtual void ForgetAnswersAbout(const Person& person,
                                  absl::Span<const Appointment> appointments) = 0;

  // Runs `body`, and undoes what it wrote unless it returns true; the transaction goes on in either
  // case. Returns the body's error, which is for the transaction to fail with.
  virtual absl::Status KeepIf(absl::FunctionRef<absl::StatusOr<bool>()> body) = 0;
};

}  // namespace pcsp::registry
