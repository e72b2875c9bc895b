//! What each route asks of who knocks.

use super::route::Route;
use hyper::Method;
use ombud_access::PluginId;

/// Who may knock. What is behind a door is checked again, record by record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody, because.
    Open(&'static str),
    /// Whoever is signed in.
    SignedIn,
    /// Whoever holds this permission on anything at all.
    Needs(&'static str),
    /// What the plugin's manifest says.
    Manifest,
}

impl Route {
    /// What each method of this route asks of who knocks.
    pub fn doors(&self) -> Vec<(Method, Door)> {
        use Door::{Manifest, Needs, Open, SignedIn};
        let own = "it is about the caller alone";
        match self {
            Route::Root => vec![(Method::GET, Open("it only leads on"))],
            Route::SignIn => vec![(Method::GET, Open("to sign in")), (Method::POST, Open("to sign in"))],
            Route::SignOut => vec![(Method::GET, Open(own)), (Method::POST, Open(own))],
            Route::Account => vec![(Method::GET, SignedIn), (Method::POST, SignedIn)],
            Route::AccountOf(_) => vec![
                (Method::GET, Needs("kernel:password.reset")),
                (Method::POST, Needs("kernel:password.reset")),
            ],
            Route::PasswordByLink(_) => vec![
                (Method::GET, Open("the secret in the path says for whom it is")),
                (Method::POST, Open("the secret in the path says for whom it is")),
            ],
            Route::ViewAs(_) => vec![
                (Method::GET, Needs("kernel:person.view-as")),
                (Method::POST, Needs("kernel:person.view-as")),
            ],
            Route::Forgotten => vec![
                (Method::GET, Open("for who cannot sign in")),
                (Method::POST, Open("for who cannot sign in; it tells nothing about people")),
            ],
            Route::RelayPage => {
                vec![
                    (Method::GET, Needs("kernel:settings.edit")),
                    (Method::POST, Needs("kernel:settings.edit")),
                ]
            }
            Route::Relay => {
                [Method::GET, Method::PUT, Method::DELETE].map(|m| (m, Needs("kernel:settings.edit"))).into()
            }
            Route::RelayTry => vec![(Method::POST, Needs("kernel:settings.edit"))],
            Route::Settings => {
                vec![
                    (Method::GET, Needs("kernel:settings.edit")),
                    (Method::POST, Needs("kernel:settings.edit")),
                ]
            }
            Route::BansPage => {
                vec![(Method::GET, Needs("kernel:ban.edit")), (Method::POST, Needs("kernel:ban.edit"))]
            }
            Route::Bans => {
                vec![(Method::GET, Needs("kernel:ban.edit")), (Method::POST, Needs("kernel:ban.edit"))]
            }
            Route::Ban(_) => vec![(Method::DELETE, Needs("kernel:ban.edit"))],
            Route::DeskSettings => {
                vec![(Method::GET, SignedIn), (Method::PATCH, Needs("kernel:settings.edit"))]
            }
            Route::Administrator(_) => {
                vec![(Method::GET, Needs("kernel:role.assign")), (Method::POST, Needs("kernel:role.assign"))]
            }
            Route::ViewEnd => vec![(Method::GET, SignedIn), (Method::POST, SignedIn)],
            Route::Page(page) => page.doors(),
            Route::Asset(_) => vec![(Method::GET, Open("the page to sign in needs them"))],
            Route::FrameFile(_) => {
                vec![(Method::GET, Open("a frame has no cookie; the key in the path opens it"))]
            }
            Route::Health => vec![(Method::GET, Open("for load balancers; tells nothing about people"))],
            Route::Metrics => vec![(Method::GET, Needs("kernel:metrics.read"))],
            Route::Search => vec![
                (Method::GET, Needs("kernel:metrics.read")),
                (Method::POST, Needs("kernel:settings.edit")),
            ],
            Route::Session => vec![(Method::POST, Open("to sign in")), (Method::DELETE, SignedIn)],
            Route::SessionView => vec![(Method::PUT, SignedIn), (Method::DELETE, SignedIn)],
            Route::Sessions => vec![(Method::GET, SignedIn), (Method::DELETE, SignedIn)],
            Route::OneSession(_) => vec![(Method::DELETE, SignedIn)],
            Route::Me => vec![(Method::GET, SignedIn), (Method::PATCH, SignedIn)],
            Route::MyPassword => vec![(Method::PUT, SignedIn)],
            Route::MySecondFactor => {
                [Method::GET, Method::POST, Method::PUT, Method::DELETE].map(|m| (m, SignedIn)).into()
            }
            Route::Tokens => vec![(Method::GET, SignedIn), (Method::POST, Needs("kernel:token.mint"))],
            Route::Token(_) => vec![(Method::DELETE, SignedIn)],
            Route::Users => {
                vec![
                    (Method::GET, Needs("kernel:person.read")),
                    (Method::POST, Needs("kernel:person.create")),
                ]
            }
            Route::User(_) => {
                vec![(Method::GET, Needs("kernel:person.read")), (Method::PATCH, Needs("kernel:person.edit"))]
            }
            Route::UserRoles(_) => vec![(Method::PUT, Needs("kernel:role.assign"))],
            Route::UserDepartments(_) => vec![(Method::PUT, Needs("kernel:membership.edit"))],
            Route::UserPassword(_) | Route::UserPasswordLink(_) => {
                vec![(Method::POST, Needs("kernel:password.reset"))]
            }
            Route::UserSecondFactor(_) => vec![(Method::DELETE, Needs("kernel:password.reset"))],
            Route::UserOrders(_) => vec![(Method::GET, SignedIn)],
            Route::UserOrder(..) => vec![(Method::DELETE, SignedIn)],
            Route::UserSessions(_) => vec![
                (Method::GET, Needs("kernel:session.end")),
                (Method::DELETE, Needs("kernel:session.end")),
            ],
            Route::Departments => {
                vec![(Method::GET, SignedIn), (Method::POST, Needs("kernel:department.edit"))]
            }
            Route::Department(_) => vec![(Method::PATCH, Needs("kernel:department.edit"))],
            Route::Roles => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::POST, Needs("kernel:role.edit"))]
            }
            Route::Role(_) => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::PATCH, Needs("kernel:role.edit"))]
            }
            Route::RoleFile => {
                vec![(Method::GET, Needs("kernel:role.read")), (Method::POST, Needs("kernel:role.edit"))]
            }
            Route::ReadyMadeRoles => vec![(Method::GET, Needs("kernel:role.read"))],
            Route::Permissions => vec![(Method::GET, SignedIn)],
            Route::AccessCheck => vec![(Method::POST, SignedIn)],
            Route::Plugins => {
                vec![
                    (Method::GET, Needs("kernel:plugin.read")),
                    (Method::POST, Needs("kernel:plugin.install")),
                ]
            }
            Route::PluginInspection => vec![(Method::POST, Needs("kernel:plugin.install"))],
            Route::WaitingPlugins => vec![(Method::GET, Needs("kernel:plugin.install"))],
            Route::PluginProposal(_) => vec![
                (Method::GET, Needs("kernel:plugin.install")),
                (Method::POST, Needs("kernel:plugin.install")),
                (Method::DELETE, Needs("kernel:plugin.install")),
            ],
            Route::PluginVersions(_) => vec![
                (Method::GET, Needs("kernel:plugin.read")),
                (Method::POST, Needs("kernel:plugin.install")),
            ],
            Route::PluginQuarantine(_) => vec![(Method::DELETE, Needs("kernel:plugin.manage"))],
            Route::PluginCosts(_) => vec![(Method::GET, Needs("kernel:plugin.read"))],
            Route::PluginStorage(_) => vec![(Method::PUT, Needs("kernel:plugin.manage"))],
            Route::PluginEgress(_) => {
                vec![(Method::GET, Needs("kernel:plugin.read")), (Method::PUT, Needs("kernel:plugin.manage"))]
            }
            Route::PluginEffects(_) => vec![(Method::GET, Needs("kernel:plugin.manage"))],
            Route::PluginSecret(..) => vec![
                (Method::PUT, Needs("kernel:plugin.manage")),
                (Method::DELETE, Needs("kernel:plugin.manage")),
            ],
            Route::PluginData(_) => vec![(Method::DELETE, Needs("kernel:plugin.purge"))],
            Route::Shadow => vec![(Method::POST, Needs("kernel:report.read"))],
            Route::PluginShadow(_) => vec![
                (Method::GET, Needs("kernel:report.read")),
                (Method::POST, Needs("kernel:report.read")),
                (Method::DELETE, Needs("kernel:plugin.install")),
            ],
            Route::PluginReports(_) | Route::PluginReport(..) => {
                vec![(Method::GET, Needs("kernel:report.read"))]
            }
            Route::Publishers => vec![
                (Method::GET, Needs("kernel:plugin.read")),
                (Method::POST, Needs("kernel:plugin.install")),
            ],
            Route::Publisher(_) => vec![(Method::DELETE, Needs("kernel:plugin.install"))],
            Route::PluginHooks => vec![(Method::GET, Needs("kernel:plugin.read"))],
            Route::DeadLetters => vec![(Method::GET, Needs("kernel:plugin.manage"))],
            Route::DeadLetter(_) => vec![
                (Method::POST, Needs("kernel:plugin.manage")),
                (Method::DELETE, Needs("kernel:plugin.manage")),
            ],
            Route::Plugin(_) => {
                vec![
                    (Method::GET, Needs("kernel:plugin.read")),
                    (Method::DELETE, Needs("kernel:plugin.install")),
                ]
            }
            Route::PluginMandate(_) => vec![(Method::PATCH, Needs("kernel:plugin.manage"))],
            Route::PluginSettings(_) => vec![
                (Method::GET, Needs("kernel:plugin.manage")),
                (Method::PATCH, Needs("kernel:plugin.manage")),
            ],
            Route::Audit | Route::AuditExport | Route::AuditHead | Route::AuditVerify => {
                vec![(Method::GET, Needs("kernel:audit.read"))]
            }
            Route::Blobs => vec![(Method::POST, SignedIn)],
            Route::Blob(_) => vec![(Method::GET, SignedIn)],
            Route::Events => vec![(Method::GET, SignedIn)],
            Route::Presence => vec![(Method::GET, SignedIn), (Method::POST, SignedIn)],
            Route::Signals => vec![(Method::POST, SignedIn)],
            Route::OfPlugin(..) => [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]
                .map(|m| (m, Manifest))
                .into(),
        }
    }

    /// Whether a guest's pass is taken here that is this plugin's: at the plugin's own paths, for files and what is live, and to end it.
    /// What is behind is checked as for anybody.
    pub fn takes_pass_of(&self, plugin: &PluginId, method: &Method) -> bool {
        match self {
            Route::OfPlugin(name, _) => name == plugin.as_str(),
            Route::Events | Route::Signals | Route::Blobs | Route::Blob(_) => true,
            Route::Asset(_) | Route::Health => true,
            Route::Session => method == Method::DELETE,
            _ => false,
        }
    }

    /// The door for a method; otherwise the methods that there are.
    pub fn door(&self, method: &Method) -> Result<Door, Vec<Method>> {
        let doors = self.doors();
        match doors.iter().find(|(known, _)| known == method) {
            Some((_, door)) => Ok(*door),
            None => Err(doors.into_iter().map(|(method, _)| method).collect()),
        }
    }
}
