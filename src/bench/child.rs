use serde::de::DeserializeOwned;
use std::io::{self, Read};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a process that prints one JSON object, and ends it where it takes
/// longer than the limit.
///
/// # Errors
///
/// Where the process cannot be started, takes too long, or fails; the last line
/// of its standard error says why.
pub fn run_child<T: DeserializeOwned>(command: &mut Command, limit: Duration) -> Result<T, String> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot be started: {error}"))?;
    let (output, errors) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let deadline = Instant::now().checked_add(limit);
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Ok(None) if deadline.is_some_and(|deadline| Instant::now() >= deadline) => {
                let _ = child.kill();
                let _ = child.wait();
                break Err(format!("ended after {:.0} seconds, for it did not end by itself", limit.as_secs_f64()));
            }
            Ok(None) => thread::sleep(Duration::from_millis(10)),
            Err(error) => break Err(format!("cannot be waited for: {error}")),
        }
    };
    let text = |thread: thread::JoinHandle<io::Result<Vec<u8>>>| {
        let bytes = thread.join().ok().and_then(Result::ok).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let (output, errors) = (text(output), text(errors));
    let status = ended?;
    let line = |text: &str| text.lines().rfind(|line| !line.trim().is_empty()).unwrap_or_default().trim().to_owned();
    if !status.success() {
        return Err(match line(&errors) {
            nothing if nothing.is_empty() => format!("failed ({status})"),
            last => last,
        });
    }
    serde_json::from_str(&line(&output)).map_err(|error| format!("printed no result: {error}"))
}

/// Reads a stream in a thread of its own, so that no process waits for a reader.
fn drain(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<io::Result<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}

/// How long to wait for a process that is to stop by itself after a limit:
/// reading, writing and a solver that looks at its clock late take time too.
pub fn patience(limit: Duration) -> Duration {
    limit.saturating_mul(2).saturating_add(Duration::from_secs(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, seconds: u64) -> Result<Vec<u32>, String> {
        run_child(Command::new("sh").args(["-c", script]), Duration::from_secs(seconds))
    }

    #[test]
    #[cfg(unix)]
    fn a_process_is_read_ended_and_its_failure_told() {
        assert_eq!(shell("echo some talk; echo '[1, 2]'", 60), Ok(vec![1, 2]));
        assert_eq!(shell("echo first >&2; echo last >&2; exit 3", 60), Err("last".to_owned()));
        assert!(shell("echo nothing", 60).unwrap_err().starts_with("printed no result"));
        assert_eq!(shell("exec sleep 600", 1).unwrap_err(), "ended after 1 seconds, for it did not end by itself");
    }
}
