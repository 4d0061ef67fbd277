// A programme in memory into which files are taken without a store: it knows everything and does
// what a plan says.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/registry/domain/imports/file_import.h"

namespace pcsp::registry {

inline const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

struct Plan {
  absl::Status status;
  ImportChanges changes;
  ImportReport report;
};

class PlannedProgramme : public ::testing::Test {
 protected:
  using Rows = std::vector<std::vector<std::string>>;

  // What a file of `source` with these rows would do; they are planned `at_once` at a time. Its
  // hash is `sha256`.
  Plan Planned(Source source, const Rows& rows, const std::string& sha256 = "file",
               size_t at_once = 1000, bool apply = false) {
    const auto file = MakeFileImport({"north",
                                      {source, sha256},
                                      effective_date_,
                                      kNow,
                                      [this] { return absl::StrCat("uid-", ++uids_); },
                                      &titles_});
    Plan plan;
    for (size_t i = 0; i < rows.size() && plan.status.ok(); ++i) {
      plan.status = file->Take(static_cast<int>(i) + 1, rows[i]);
      if ((i + 1) % at_once == 0) Take(*file, plan, apply);
    }
    if (plan.status.ok()) Take(*file, plan, apply);
    return plan;
  }

  // And does it.
  Plan Taken(Source source, const Rows& rows, const std::string& sha256 = "file",
             size_t at_once = 1000) {
    return Planned(source, rows, sha256, at_once, true);
  }

  void Add(std::string id, std::string code, OrganisationKind kind) {
    Organisation organisation;
    organisation.programme = "north";
    organisation.id = std::move(id);
    organisation.kind = kind;
    organisation.code_system = code.empty() ? "" : "ods";
    organisation.code = std::move(code);
    organisation.display_name = "Organisation";
    organisation.status = OrganisationStatus::kActive;
    known_.organisations.push_back(organisation);
  }

  Relationship& Relate(std::string id, std::string subject, RelationshipKind kind,
                       std::string object, Period period, Claimant by = ByPerson()) {
    Relationship relationship;
    relationship.programme = "north";
    relationship.id = std::move(id);
    relationship.subject = std::move(subject);
    relationship.object = std::move(object);
    relationship.kind = kind;
    relationship.period = period;
    relationship.by = std::move(by);
    relationship.update_time = kNow - absl::Hours(1);
    known_.relationships.push_back(relationship);
    return known_.relationships.back();
  }

  // "a81044 partner_of u10001 2019-07-01 -": what is known of an organisation as the subject.
  std::vector<std::string> RelationshipsOf(const std::string& subject) const {
    std::vector<std::string> texts;
    for (const Relationship& r : known_.relationships) {
      if (r.subject == subject) {
        texts.push_back(absl::StrCat(Word(r.kind), " ", ValueText({r.object, r.period})));
      }
    }
    return texts;
  }

  void Apply(const ImportChanges& changes) {
    for (const Organisation& o : changes.created) known_.organisations.push_back(o);
    for (const Organisation& o : changes.updated) Replace(known_.organisations, o);
    for (const Relationship& r : changes.related) known_.relationships.push_back(r);
    for (const Relationship& r : changes.redated) Replace(known_.relationships, r);
    for (const Relationship& undone : changes.undone) {
      std::erase_if(known_.relationships, [&](const auto& r) { return r.id == undone.id; });
    }
    for (const SiteContext& context : changes.contexts) {
      std::erase_if(known_.contexts, [&](const SiteContext& other) {
        return other.organisation == context.organisation &&
               other.effective_date == context.effective_date;
      });
      known_.contexts.push_back(context);
    }
    for (const Person& person : changes.people) Put(known_.people, person);
    for (const Appointment& a : changes.appointments) Put(known_.appointments, a);
    for (const ImportConflict& conflict : changes.conflicts) {
      std::erase_if(known_.conflicts, [&](const auto& other) { return other.id == conflict.id; });
      known_.conflicts.push_back(conflict);
    }
  }

  Known known_;
  std::optional<Date> effective_date_;
  int uids_ = 0;
  JobTitles titles_;

 private:
  void Take(FileImport& file, Plan& plan, bool apply) {
    ImportChanges changes;
    file.Plan(known_, changes, plan.report);
    if (apply) Apply(changes);
    Append(changes.created, plan.changes.created);
    Append(changes.updated, plan.changes.updated);
    Append(changes.related, plan.changes.related);
    Append(changes.redated, plan.changes.redated);
    Append(changes.contexts, plan.changes.contexts);
    Append(changes.people, plan.changes.people);
    Append(changes.appointments, plan.changes.appointments);
    Append(changes.conflicts, plan.changes.conflicts);
  }

  template <typename T>
  static void Append(const std::vector<T>& from, std::vector<T>& to) {
    to.insert(to.end(), from.begin(), from.end());
  }

  template <typename T>
  static void Put(std::vector<T>& known, const T& changed) {
    std::erase_if(known, [&](const T& other) { return other.id == changed.id; });
    known.push_back(changed);
  }

  template <typename T>
  static void Replace(std::vector<T>& known, const T& changed) {
    for (T& value : known) {
      if (value.id == changed.id) value = changed;
    }
  }
};

}  // namespace pcsp::registry
