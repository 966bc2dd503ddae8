// Before the first paint, so that a dark desk never flashes white.
{
  const chosen = localStorage.getItem('desk.theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}
