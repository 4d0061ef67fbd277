#include "common/storage/sql.h"

#include <algorithm>
#include <exception>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "common/base/failpoint.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/backend.h"
#include "common/storage/sql_errors.h"

namespace pcsp::sql {
namespace {

// A connection that broke is worth one more try on a fresh one; contention is worth more.
constexpr int kReconnects = 2;

absl::StatusOr<std::unique_ptr<Backend>> MakeBackend(const Options& options) {
  const bool known =
      !options.schema.empty() &&
      options.schema.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos;
  if (!known) return InvalidStorageUrl("a schema of lower-case letters and underscores");
  if (absl::StartsWith(options.url, "sqlite:")) return MakeSqliteBackend(options);
  for (const char* scheme : {"postgresql://", "postgres://"}) {
    if (absl::StartsWith(options.url, scheme)) return MakePostgresqlBackend(options);
  }
  return InvalidStorageUrl("sqlite:PATH, sqlite::memory: or postgresql://...");
}

absl::Status StatusOfFault(Fault fault, bool committing) {
  switch (fault) {
    case Fault::kContention:
      return StorageContention();
    case Fault::kDuplicate:
      return StorageDuplicate();
    case Fault::kFull:
      return StorageFull();
    case Fault::kLost:
      return committing ? StorageOutcomeUnknown() : StorageUnavailable();
    case Fault::kTimeout:
      return StorageTimeout();
    case Fault::kDenied:
      return StorageDenied();
    case Fault::kCorrupt:
      return StorageCorrupt();
    case Fault::kDefect:
      return StorageFault();
  }
  return StorageFault();
}

// Full jitter: 1-2 ms at first, up to 128 ms.
absl::Duration Backoff(int attempt) {
  const int64_t ceiling = int64_t{1} << std::min(attempt, 7);
  return absl::Microseconds(500 + RandomBits() % (1000 * ceiling));
}

}  // namespace

Database::Database(Options options, std::unique_ptr<Backend> backend)
    : options_(std::move(options)),
      backend_(std::move(backend)),
      pool_(backend_->PoolSize(options_.pool_size)) {}

Database::~Database() = default;

Engine Database::engine() const { return backend_->engine(); }

absl::StatusOr<std::unique_ptr<Database>> Database::Open(Options options) {
  if (options.pool_size < 1) return InvalidStorageUrl("a pool of at least one connection");
  ASSIGN_OR_RETURN(std::unique_ptr<Backend> backend, MakeBackend(options));
  auto database = std::unique_ptr<Database>(new Database(std::move(options), std::move(backend)));
  RETURN_IF_ERROR(database->Ping());
  return database;
}

absl::Status Database::Ping() {
  return Read([](soci::session& session) {
    int one = 0;
    session << "select 1", soci::into(one);
    return one == 1 ? absl::OkStatus() : StorageFault();
  });
}

// Not a transaction: the engine empties its log between them.
absl::Status Database::Scrub() {
  std::lock_guard<std::mutex> alone(writer_);
  std::optional<SessionPool::Lease> lease = pool_.Acquire(options_.lease_timeout);
  if (!lease) return StorageBusy();
  if (!lease->connected()) RETURN_IF_ERROR(Connect(*lease));
  try {
    backend_->Scrub(lease->session());
    return absl::OkStatus();
  } catch (const std::exception& thrown) {
    return Failed(*lease, Mode::kWrite, thrown, /*committing=*/false).status;
  }
}

void Database::Execute(soci::session& session, const std::string& script) {
  backend_->Execute(session, script);
}

absl::Status Database::Run(Mode mode, absl::string_view queue,
                           absl::FunctionRef<absl::Status(soci::session&)> body) {
  for (int attempt = 1;; ++attempt) {
    Attempted attempted = Attempt(mode, queue, body);
    if (!attempted.again) return attempted.status;
    const bool contention = attempted.status.code() == absl::StatusCode::kAborted;
    if (attempt >= (contention ? options_.max_attempts : kReconnects)) return attempted.status;
    if (contention) absl::SleepFor(Backoff(attempt));
  }
}

Database::Attempted Database::Attempt(Mode mode, absl::string_view queue,
                                      absl::FunctionRef<absl::Status(soci::session&)> body) {
  const bool alone = engine() == Engine::kSqlite && mode != Mode::kRead;
  std::unique_lock<std::mutex> lock(writer_, std::defer_lock);
  if (alone) lock.lock();
  std::optional<SessionPool::Lease> lease = pool_.Acquire(options_.lease_timeout);
  if (!lease) return {StorageBusy()};
  if (!lease->connected()) {
    const absl::Status connected = Connect(*lease);
    if (!connected.ok()) return {connected};
  }
  return queue.empty() ? InSession(*lease, mode, body) : InQueue(*lease, mode, queue, body);
}

Database::Attempted Database::InQueue(SessionPool::Lease& lease, Mode mode, absl::string_view queue,
                                      absl::FunctionRef<absl::Status(soci::session&)> body) {
  try {
    backend_->Enter(lease.session(), queue);
  } catch (const std::exception& thrown) {
    return Failed(lease, mode, thrown, /*committing=*/false);
  }
  Attempted attempted = InSession(lease, mode, body);
  if (!lease.connected()) return attempted;  // its place went with the connection
  try {
    backend_->Leave(lease.session(), queue);
  } catch (const std::exception& thrown) {
    Report(StorageUnavailable(), thrown.what());
    lease.Close(false);
  }
  return attempted;
}

Database::Attempted Database::InSession(SessionPool::Lease& lease, Mode mode,
                                        absl::FunctionRef<absl::Status(soci::session&)> body) {
  bool committing = false;
  try {
    backend_->Begin(lease.session(), mode);
    absl::Status status = body(lease.session());
    if (!status.ok()) return Abandon(lease, mode), Attempted{std::move(status)};
    committing = true;
    if (mode != Mode::kRead) Failpoint("storage.before_commit");
    backend_->Commit(lease.session(), mode);
    if (mode != Mode::kRead) Failpoint("storage.after_commit");
    return {absl::OkStatus()};
  } catch (const std::exception& thrown) {
    return Failed(lease, mode, thrown, committing);
  }
}

absl::Status Database::Connect(SessionPool::Lease& lease) {
  try {
    backend_->Connect(lease.session());
    const absl::Status durable = backend_->CheckDurability(lease.session());
    if (!durable.ok()) return lease.Close(false), durable;
    lease.SetConnected();
    return absl::OkStatus();
  } catch (const std::exception& thrown) {
    lease.Close(false);
    Report(StorageUnavailable(), thrown.what());
    return StorageUnavailable();
  }
}

Database::Attempted Database::Failed(SessionPool::Lease& lease, Mode mode,
                                     const std::exception& thrown, bool committing) {
  const Fault fault = backend_->Classify(thrown, lease.session());
  const std::string driver_text = thrown.what();
  if (fault == Fault::kLost) {
    lease.Close(true);
  } else {
    Abandon(lease, mode);
  }
  const absl::Status status = StatusOfFault(fault, committing);
  Report(status, driver_text);
  const bool again = fault == Fault::kContention || (fault == Fault::kLost && !committing);
  return {status, again};
}

void Database::Abandon(SessionPool::Lease& lease, Mode mode) {
  try {
    backend_->Rollback(lease.session(), mode);
  } catch (const std::exception& thrown) {
    Report(StorageUnavailable(), thrown.what());
    lease.Close(false);
  }
}

void Database::Report(const absl::Status& status, absl::string_view driver_text) const {
  if (options_.on_fault) options_.on_fault(status, driver_text);
}

}  // namespace pcsp::sql
