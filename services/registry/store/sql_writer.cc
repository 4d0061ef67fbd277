#include "services/registry/store/sql_writer.h"

#include <utility>

#include "absl/types/span.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "common/storage/batch.h"
#include "common/storage/request_log.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/journey/changes.h"
#include "services/registry/domain/names.h"
#include "services/registry/store/milestone_rows.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {
namespace {

enum class Existing { kFault, kReplace };

// Of one table, ready to be written.
struct Rows {
  const Table* table;
  std::vector<sql::BatchColumn> columns;
  Existing existing;
};

template <typename T>
Rows RowsOf(absl::Span<const T> values, Existing existing) {
  Rows rows = {&TableOf<T>(), {}, existing};
  for (const auto& [name, type] : rows.table->columns) rows.columns.push_back({name, type, {}});
  for (const T& value : values) {
    Cells cells = ToCells(value);
    for (size_t i = 0; i < cells.size(); ++i) rows.columns[i].values.push_back(std::move(cells[i]));
  }
  return rows;
}

void Write(soci::session& session, sql::Engine engine, const Rows& rows) {
  sql::InsertRows(session, engine, rows.table->name, rows.columns,
                  rows.existing == Existing::kReplace ? rows.table->Upsert() : "");
}

template <typename T>
void Write(soci::session& session, sql::Engine engine, absl::Span<const T> values,
           Existing existing) {
  Write(session, engine, RowsOf<T>(values, existing));
}

}  // namespace

// An update locks the row on PostgreSQL, even one that changes nothing; SQLite has one writer.
absl::Status SqlWriter::Lock(absl::string_view programme) {
  return AddToContentRevision(programme, 0);
}

absl::Status SqlWriter::Touch(absl::string_view programme) {
  changed_ = std::string(programme);
  return AddToContentRevision(programme, 1);
}

std::string SqlWriter::resource() const {
  return resource_.empty() ? ProgrammeName(changed_) : resource_;
}

absl::Status SqlWriter::AddToContentRevision(absl::string_view programme, int amount) {
  const long long found =
      Execute(session_,
              absl::StrCat("update programme set content_revision = content_revision + ", amount,
                           " where id = :id"),
              {{"id", std::string(programme)}});
  return found == 1 ? absl::OkStatus() : ProgrammeNotFound(programme);
}

void SqlWriter::Insert(const Programme& programme) {
  changed_ = programme.id;
  Write<Programme>(session_, engine_, {programme}, Existing::kFault);
}
void SqlWriter::Insert(const Organisation& organisation) {
  Write<Organisation>(session_, engine_, {organisation}, Existing::kFault);
}
void SqlWriter::Insert(const Relationship& relationship) {
  Write<Relationship>(session_, engine_, {relationship}, Existing::kFault);
}
void SqlWriter::Insert(const Person& person) {
  Write<Person>(session_, engine_, {person}, Existing::kFault);
}
void SqlWriter::Insert(const Appointment& appointment) {
  Write<Appointment>(session_, engine_, {appointment}, Existing::kFault);
}
void SqlWriter::Update(const Programme& programme) {
  Write<Programme>(session_, engine_, {programme}, Existing::kReplace);
}
void SqlWriter::Update(const Organisation& organisation) {
  Write<Organisation>(session_, engine_, {organisation}, Existing::kReplace);
}
void SqlWriter::Update(const Relationship& relationship) {
  Write<Relationship>(session_, engine_, {relationship}, Existing::kReplace);
}
void SqlWriter::Remove(const Relationship& relationship) {
  Execute(session_, "delete from relationship where programme = :programme and id = :id",
          {{"programme", relationship.programme}, {"id", relationship.id}});
}

void SqlWriter::Update(const Person& person) {
  Write<Person>(session_, engine_, {person}, Existing::kReplace);
}
void SqlWriter::Update(const Appointment& appointment) {
  Write<Appointment>(session_, engine_, {appointment}, Existing::kReplace);
}
void SqlWriter::Remove(const Appointment& appointment) {
  Execute(session_, "delete from appointment where programme = :programme and id = :id",
          {{"programme", appointment.programme}, {"id", appointment.id}});
}
void SqlWriter::Put(const SiteContext& context) {
  Write<SiteContext>(session_, engine_, {context}, Existing::kReplace);
}

void SqlWriter::Put(const Milestone& milestone) {
  Write<Milestone>(session_, engine_, {milestone}, Existing::kReplace);
  MilestoneQuery query;
  query.programme = milestone.programme;
  query.organisation = milestone.organisation;
  const JourneyRow journey = {milestone.programme, milestone.organisation,
                              JourneyOf(ListMilestones(query))};
  Write<JourneyRow>(session_, engine_, {journey}, Existing::kReplace);
}

std::function<void()> SqlWriter::Prepare(const ImportChanges& changes) {
  std::vector<Rows> rows = {RowsOf<Organisation>(changes.created, Existing::kFault),
                            RowsOf<Organisation>(changes.updated, Existing::kReplace),
                            RowsOf<Relationship>(changes.related, Existing::kFault),
                            RowsOf<Relationship>(changes.redated, Existing::kReplace),
                            RowsOf<SiteContext>(changes.contexts, Existing::kReplace),
                            RowsOf<Person>(changes.people, Existing::kReplace),
                            RowsOf<Appointment>(changes.appointments, Existing::kReplace),
                            RowsOf<ImportConflict>(changes.conflicts, Existing::kReplace)};
  return [this, rows = std::move(rows), undone = changes.undone] {
    for (const Rows& some : rows) Write(session_, engine_, some);
    for (const Relationship& relationship : undone) Remove(relationship);
  };
}

void SqlWriter::Apply(const ImportChanges& changes) { Prepare(changes)(); }

absl::Status SqlWriter::KeepIf(absl::FunctionRef<absl::StatusOr<bool>()> body) {
  Execute(session_, "savepoint keep_if", {});
  std::string changed_before = changed_;
  ASSIGN_OR_RETURN(const bool keep, body());
  if (!keep) {
    Execute(session_, "rollback to savepoint keep_if", {});
    changed_ = std::move(changed_before);
  }
  Execute(session_, "release savepoint keep_if", {});
  return absl::OkStatus();
}

void SqlWriter::Apply(const ReorganisationPlan& plan) {
  Write<Organisation>(session_, engine_, plan.created, Existing::kFault);
  Write<Organisation>(session_, engine_, plan.closed, Existing::kReplace);
  Write<Relationship>(session_, engine_, plan.related, Existing::kFault);
  Write<Relationship>(session_, engine_, plan.ended, Existing::kReplace);
  Write<Relationship>(session_, engine_, plan.moved, Existing::kReplace);
  for (const Relationship& relationship : plan.removed) Remove(relationship);
}

void SqlWriter::TellsOf(absl::string_view programme, absl::string_view person) {
  told_of_ = PersonName(programme, person);
}

void SqlWriter::ForgetAnswersAbout(const Person& person,
                                   absl::Span<const Appointment> appointments) {
  for (absl::string_view id : {absl::string_view(person.id), kManyPeople}) {
    const std::string name = PersonName(person.programme, id);
    sql::ForgetReplies(session_, name);
    sql::ForgetContent(session_, person.programme, name);
  }
  for (const Appointment& appointment : appointments) {
    sql::ForgetContent(session_, person.programme,
                       AppointmentName(person.programme, appointment.id));
  }
  ImportConflictQuery query;
  query.programme = person.programme;
  query.person = person.id;
  for (const ImportConflict& conflict : ListImportConflicts(query)) {
    sql::ForgetContent(session_, person.programme,
                       ImportConflictName(person.programme, conflict.id));
  }
  Execute(session_,
          "delete from import_conflict where programme = :programme and person = :person and "
          "person <> ''",
          {{"programme", person.programme}, {"person", person.id}});
}

}  // namespace pcsp::registry
