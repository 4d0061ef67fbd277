// Changing the registry's tables in an open transaction.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "common/storage/sql.h"
#include "services/registry/store/sql_reader.h"

namespace pcsp::registry {

// Lives as long as the transaction at most.
class SqlWriter final : public BasicSqlReader<Writer> {
 public:
  SqlWriter(soci::session& session, sql::Engine engine)
      : BasicSqlReader(session), engine_(engine) {}

  absl::Status Lock(absl::string_view programme) override;
  absl::Status Touch(absl::string_view programme) override;
  void Concerns(std::string resource) override { resource_ = std::move(resource); }

  void Insert(const Programme& programme) override;
  void Insert(const Organisation& organisation) override;
  void Insert(const Relationship& relationship) override;
  void Insert(const Person& person) override;
  void Insert(const Appointment& appointment) override;
  void Update(const Programme& programme) override;
  void Update(const Organisation& organisation) override;
  void Update(const Relationship& relationship) override;
  void Update(const Person& person) override;
  void Update(const Appointment& appointment) override;
  void Remove(const Relationship& relationship) override;
  void Remove(const Appointment& appointment) override;
  void Put(const SiteContext& context) override;
  void Put(const Milestone& milestone) override;
  void Apply(const ImportChanges& changes) override;
  std::function<void()> Prepare(const ImportChanges& changes) override;
  void Apply(const ReorganisationPlan& plan) override;
  void TellsOf(absl::string_view programme, absl::string_view person) override;
  void ForgetAnswersAbout(const Person& person,
                          absl::Span<const Appointment> appointments) override;

  absl::Status KeepIf(absl::FunctionRef<absl::StatusOr<bool>()> body) override;

  // Name of the person whom the reply tells of; empty for nobody.
  const std::string& told_of() const { return told_of_; }

  // Id of the programme that was changed; "" if none was.
  const std::string& changed() const { return changed_; }
  // Name of what the change is about.
  std::string resource() const;

 private:
  absl::Status AddToContentRevision(absl::string_view programme, int amount);

  const sql::Engine engine_;
  std::string told_of_, changed_, resource_;
};

}  // namespace pcsp::registry
